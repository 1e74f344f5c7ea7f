using Orbit.Cli.Locations;

namespace Orbit.Cli.Tests.Locations;

internal sealed class LocationTextTests
{
    [TestCase("s3://bucket/a/b.txt?region=r", "s3://bucket", "a/b.txt", "?region=r")]
    [TestCase("s3://bucket", "s3://bucket", "", "")]
    [TestCase("s3://bucket//a", "s3://bucket", "/a", "")]
    [TestCase("S3://bucket/a%3Fb%2541", "s3://bucket", "a?b%41", "")]
    [TestCase("sftp://u@h:22/a/b", "sftp://u@h:22", "a/b", "")]
    [TestCase("sftp://u@h/~/a", "sftp://u@h/~", "a", "")]
    [TestCase("sftp://u@h", "sftp://u@h/~", "", "")]
    [TestCase("sftp://u@h/", "sftp://u@h", "", "")]
    [TestCase("smb://u@h/share/a/b", "smb://u@h/share", "a/b", "")]
    [TestCase("smb://u@h/share", "smb://u@h/share", "", "")]
    [TestCase("mem:a/b", "mem:", "a/b", "")]
    [TestCase("mem://name/a?MaxBytes=9", "mem://name", "a", "?MaxBytes=9")]
    [TestCase("box:a?b%41", "box:", "a?b%41", "")]
    public void Parse_Place_IsStoreAndPath(string text, string store, string path, string query)
    {
        LocationText location = LocationText.Parse(text, ["box"]);

        Assert.That((location.Store, location.Path, location.Query), Is.EqualTo((store, path, query)));
    }

    [TestCase("file:///srv/a%20b", "/srv/a b")]
    [TestCase("/srv/a%20b", "/srv/a%20b")]
    [TestCase("./a:b", "./a:b")]
    [TestCase("dir/a:b", "dir/a:b")]
    [TestCase("c:dir", "c:dir")]
    public void Parse_LocalPath_StaysAsItIs(string text, string path)
    {
        LocationText location = LocationText.Parse(text, []);

        Assert.That((location.Kind, location.Path), Is.EqualTo((LocationKind.Local, path)));
    }

    [TestCase("")]
    [TestCase("nobody:a")]
    [TestCase("file://server/a")]
    [TestCase("s3://bucket/a#b")]
    public void Parse_NoPlace_IsRefused(string text) => Assert.That(() => LocationText.Parse(text, ["box"]), Throws.TypeOf<UsageException>());
}
