using Orbit.Storage.Local;

namespace Orbit.Storage.Tests.Local;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class PermissionsTests(VolumeKind kind) : LocalFixture(kind)
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [Test]
    public async Task WriteAsync_NewFile_HasWhatTheUmaskLeaves()
    {
        await File.WriteAllTextAsync(OnDisk("other"), "text");
        await WriteAsync("file", "text");

        Assert.That(File.GetUnixFileMode(OnDisk("file")), Is.EqualTo(File.GetUnixFileMode(OnDisk("other"))));
    }

    [Test]
    public async Task WriteAsync_Permissions_AreExact()
    {
        await WriteAsync("file", "text", new WriteOptions { Permissions = (UnixFileMode)0x1ff });

        Assert.That(File.GetUnixFileMode(OnDisk("file")), Is.EqualTo((UnixFileMode)0x1ff));
    }

    [Test]
    public async Task WriteAsync_ReplacedFile_KeepsItsPermissionsButNoPrivilege()
    {
        await WriteAsync("file", "text", new WriteOptions { Permissions = Private | UnixFileMode.SetUser });

        await WriteAsync("file", "other");

        Assert.That(File.GetUnixFileMode(OnDisk("file")), Is.EqualTo(Private));
    }

    [Test]
    public async Task WriteAsync_FilePermissionsOption_AppliesToNewFilesAlone()
    {
        LocalBackend backend = Open(configure: static options => (options.FilePermissions, options.DirectoryPermissions) = (Private, Private | UnixFileMode.UserExecute));
        await File.WriteAllTextAsync(OnDisk("old"), "text");
        UnixFileMode before = File.GetUnixFileMode(OnDisk("old"));

        await WriteAsync("old", "text", null, backend);
        await WriteAsync("directory/new", "text", null, backend);

        Assert.That(
            (File.GetUnixFileMode(OnDisk("old")), File.GetUnixFileMode(OnDisk("directory/new")), File.GetUnixFileMode(OnDisk("directory"))),
            Is.EqualTo((before, Private, Private | UnixFileMode.UserExecute)));
    }
}
