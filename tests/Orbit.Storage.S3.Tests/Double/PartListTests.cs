using System.Text;
using System.Text.RegularExpressions;
using Orbit.Storage.S3.Double;
using Orbit.Storage.S3.Double.Content;

namespace Orbit.Storage.S3.Tests.Double;

/// <summary>The double completes an upload only by a list of parts that S3 would take.</summary>
internal sealed class PartListTests
{
    private static readonly byte[] Small = new byte[1000];

    [Test]
    public async Task Part_SmallAndNotTheLast_IsRefused() => await ExpectAsync("EntityTooSmall", tags => List((1, tags[0]), (2, tags[1])));

    [Test]
    public async Task Parts_InDescendingOrder_AreRefused() => await ExpectAsync("InvalidPartOrder", tags => List((2, tags[1]), (1, tags[0])));

    [Test]
    public async Task Part_OfAnotherTag_IsRefused() => await ExpectAsync("InvalidPart", _ => List((1, "\"0123\"")));

    [Test]
    public async Task Part_NeverSent_IsRefused() => await ExpectAsync("InvalidPart", tags => List((3, tags[0])));

    [Test]
    public async Task NoParts_AreRefused() => await ExpectAsync("MalformedXML", _ => List());

    [Test]
    public async Task Checksum_OfTheWholeWrong_IsRefused() =>
        await ExpectAsync("BadDigest", tags => List((1, tags[0])), new Dictionary<string, string> { ["x-amz-checksum-crc32"] = Crc32.ToBase64(7), ["x-amz-checksum-type"] = "FULL_OBJECT" });

    [Test]
    public async Task Checksum_OfTheWholeRight_IsTaken() => await ExpectAsync(
        "", tags => List((1, tags[0])), new Dictionary<string, string> { ["x-amz-checksum-crc32"] = Crc32.ToBase64(Crc32.Append(0, Small)), ["x-amz-checksum-type"] = "FULL_OBJECT" });

    [Test]
    public void Combine_OfTwoPieces_IsTheChecksumOfTheWhole([Values(0, 1, 77, 1000)] int cut)
    {
        byte[] bytes = new byte[1000];
        Pattern.Fill(bytes, 0, 5);

        uint joined = Crc32.Combine(Crc32.Append(0, bytes.AsSpan(0, cut)), Crc32.Append(0, bytes.AsSpan(cut)), bytes.Length - cut);

        Assert.That(joined, Is.EqualTo(Crc32.Append(0, bytes)));
        Assert.That(Crc32.Append(0, "123456789"u8), Is.EqualTo(0xCBF43926));
    }

    private static async Task ExpectAsync(string code, Func<string[], string> list, Dictionary<string, string>? headers = null)
    {
        await using S3Double server = await S3Double.StartAsync();
        server.CreateBucket("bucket");
        using WireClient client = new(server);
        var created = await client.SendAsync(HttpMethod.Post, "/bucket/key?uploads", [], new Dictionary<string, string> { ["x-amz-checksum-algorithm"] = "CRC32", ["x-amz-checksum-type"] = "FULL_OBJECT" });
        string id = Regex.Match(await created.Answer.Content.ReadAsStringAsync(), "<UploadId>(.*)</UploadId>").Groups[1].Value;
        List<string> tags = [];
        foreach (int number in new[] { 1, 2 })
        {
            var part = await client.SendAsync(HttpMethod.Put, $"/bucket/key?partNumber={number}&uploadId={id}", Small);
            tags.Add(part.Answer.Headers.ETag!.Tag);
        }

        var completed = await client.SendAsync(HttpMethod.Post, $"/bucket/key?uploadId={id}", Encoding.UTF8.GetBytes(list([.. tags])), headers);

        Assert.That(completed.Code, Is.EqualTo(code));
        Assert.That(server.KeysOf("bucket"), Has.Count.EqualTo(code.Length == 0 ? 1 : 0));
    }

    private static string List(params (int Number, string Tag)[] parts) => "<CompleteMultipartUpload>" + string.Concat(parts.Select(part =>
        $"<Part><PartNumber>{part.Number}</PartNumber><ETag>{part.Tag}</ETag></Part>")) + "</CompleteMultipartUpload>";
}
