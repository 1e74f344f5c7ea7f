using Orbit.Storage.Smb.Tests.Servers;

namespace Orbit.Storage.Smb.Tests.Integration;

/// <summary>A name that changes its case alone names the same file to the server; nothing may be lost in between.</summary>
public sealed class CaseOnlyRenameTests
{
    [TestCase(true)]
    [TestCase(false)]
    public async Task Rename_CaseAlone_KeepsTheFileUnderTheNewName(bool overwrite)
    {
        SmbBackendOptions options = SambaServer.NewOptions();
        await using SmbBackend backend = new(options);
        await backend.WriteTextAsync("Name.txt", "content");

        await backend.RenameAsync("Name.txt", "nAME.TXT", new RenameOptions { Overwrite = overwrite });

        Assert.That(Directory.GetFiles(Path.Combine(SambaServer.Root, options.Root)).Select(Path.GetFileName), Is.EqualTo(new[] { "nAME.TXT" }));
        Assert.That(await backend.ReadTextAsync("name.txt"), Is.EqualTo("content"));
    }

    [Test]
    public async Task Rename_DirectoryCaseAlone_KeepsWhatIsInIt()
    {
        SmbBackendOptions options = SambaServer.NewOptions();
        await using SmbBackend backend = new(options);
        await backend.WriteTextAsync("Dir/file", "content");

        await backend.RenameAsync("Dir", "DIR");

        Assert.That(Directory.GetDirectories(Path.Combine(SambaServer.Root, options.Root)).Select(Path.GetFileName), Is.EqualTo(new[] { "DIR" }));
        Assert.That(await backend.ReadTextAsync("DIR/file"), Is.EqualTo("content"));
    }
}
