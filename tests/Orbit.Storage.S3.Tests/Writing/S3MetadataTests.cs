namespace Orbit.Storage.S3.Tests.Writing;

public sealed class S3MetadataTests
{
    private static IEnumerable<string> Values =>
    [
        "", "plain", "hello   world", "a%20b", "größer", " led and followed by spaces ", "tab\tand\nline", "=?UTF-8?B?aGVsbG8=?=", "a=?b", "日本語 と 絵文字 🎉",
        new string('ü', 400), string.Concat(Enumerable.Repeat("x🎉", 60)),
    ];

    [TestCaseSource(nameof(Values))]
    public void Decode_OfWhatWasEncoded_IsTheSame(string value)
    {
        string sent = S3Metadata.Encode(value);

        Assert.That(S3Metadata.Decode(sent), Is.EqualTo(value));
        Assert.That(S3Metadata.IsPrintable(sent), Is.True);
    }

    [TestCase("plain")]
    [TestCase("a%20b")]
    [TestCase("=?UTF-8?Q?gr=C3=B6=C3=9Fer?=")]
    [TestCase("=?UTF-8?B?not base64?=")]
    [TestCase("=?UTF-8?B?aGVsbG8=?= and more")]
    public void Decode_OfWhatSomebodyElseWrote_LeavesItAsItIs(string value) => Assert.That(S3Metadata.Decode(value), Is.EqualTo(value));

    [Test]
    public void Encode_OfALongValue_KeepsTheWordsToTheirLength() =>
        Assert.That(S3Metadata.Encode(new string('ü', 400)).Split(' ').Select(word => word.Length), Is.All.LessThanOrEqualTo(75));
}
