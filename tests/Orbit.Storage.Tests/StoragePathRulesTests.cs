namespace Orbit.Storage.Tests;

public class StoragePathRulesTests
{
    [TestCase("a")]
    [TestCase("")]
    [TestCase("a\\b")]
    [TestCase(" a /b ")]
    [TestCase("C:x")]
    [TestCase("NUL")]
    [TestCase("a.")]
    [TestCase(".hidden/...")]
    [TestCase("new\nline")]
    public void Posix_OrdinaryNames_AreFine(string path) => Assert.That(StoragePathRules.Posix.FindFault(path), Is.Null);

    [TestCase("/a")]
    [TestCase("a//b")]
    [TestCase("a/")]
    [TestCase("a//")]
    public void FileSystems_EmptySegments_AreInvalid(string path)
    {
        Assert.That(StoragePathRules.Posix.FindFault(path)?.Kind, Is.EqualTo(StorageErrorKind.InvalidPath));
        Assert.That(StoragePathRules.Windows.FindFault(path)?.Kind, Is.EqualTo(StorageErrorKind.InvalidPath));
        Assert.That(StoragePathRules.FlatKeys.FindFault(path), Is.Null);
    }

    [TestCase("x", 255)]
    [TestCase("é", 127)]
    [TestCase("☺", 85)]
    [TestCase("😀", 63)]
    public void Posix_Name_IsBoundedInBytesOfUtf8(string character, int most)
    {
        string longest = string.Concat(Enumerable.Repeat(character, most));

        Assert.That(StoragePathRules.Posix.FindFault($"a/{longest}/b"), Is.Null);
        Assert.That(StoragePathRules.Posix.FindFault($"a/{longest}{character}/b")?.Kind, Is.EqualTo(StorageErrorKind.NameTooLong));
    }

    [Test]
    public void Windows_Name_IsBoundedInCharacters()
    {
        Assert.That(StoragePathRules.Windows.FindFault(new string('☺', 255)), Is.Null);
        Assert.That(StoragePathRules.Windows.FindFault(new string('☺', 256))?.Kind, Is.EqualTo(StorageErrorKind.NameTooLong));
    }

    [TestCase("x", 1024)]
    [TestCase("/", 1024)]
    [TestCase("😀", 256)]
    public void FlatKeys_Key_IsBoundedInBytesOfUtf8(string character, int most)
    {
        string longest = string.Concat(Enumerable.Repeat(character, most));

        Assert.That(StoragePathRules.FlatKeys.FindFault(longest), Is.Null);
        Assert.That(StoragePathRules.FlatKeys.FindFault(longest + character)?.Kind, Is.EqualTo(StorageErrorKind.NameTooLong));
        Assert.That(StoragePathRules.FlatKeys.FindFault(longest + character)?.Detail, Does.Contain("1024"));
    }

    [Test]
    public void TemporaryNames_InAnySegment_AreReservedOnFileSystemsAlone([Values("{0}", "{0}/a", "a/{0}", "a/{0}/b")] string form)
    {
        string path = string.Format(System.Globalization.CultureInfo.InvariantCulture, form, TemporaryName.Create());

        Assert.That(StoragePathRules.Posix.FindFault(path)?.Kind, Is.EqualTo(StorageErrorKind.InvalidPath));
        Assert.That(StoragePathRules.Windows.FindFault(path)?.Kind, Is.EqualTo(StorageErrorKind.InvalidPath));
        Assert.That(StoragePathRules.FlatKeys.FindFault(path), Is.Null);
    }

    [TestCase("a\u0001b", "/a", ".own/a")]
    [TestCase("\u007f", "//", ".own")]
    public void FlatKeys_NarrowedByAStore_RefuseWhatItCannotKeep(string control, string leading, string reserved)
    {
        StoragePathRules rules = new() { AllowsEmptySegments = true, AllowsControlCharacters = false, AllowsLeadingSeparator = false, ReservedDirectory = ".own" };

        Assert.That(
            new[] { control, leading, reserved }.Select(path => rules.FindFault(path)?.Kind), Is.All.EqualTo(StorageErrorKind.InvalidPath));
        Assert.That(new[] { "", "a", "a//b", ".owner", "a/.own" }.Select(path => rules.FindFault(path)), Is.All.Null);
        Assert.That(new[] { control, leading, reserved }.Select(path => StoragePathRules.FlatKeys.FindFault(path)), Is.All.Null);
    }
}
