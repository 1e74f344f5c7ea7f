using Orbit.Storage.Local;

namespace Orbit.Storage.Tests.Local;

public sealed class SymbolicLinkTests(VolumeKind kind) : LocalFixture(kind)
{
    [Test]
    public async Task Hide_Link_IsNotListedNorFollowed()
    {
        await MakeLinksAsync();

        Assert.That(await NamesAsync(StoragePath.Root, new ListOptions { Recursive = true }), Is.EqualTo(new[] { "directory", "directory/file" }));
        foreach (string link in new[] { "inside", "outside", "absolute", "broken", "loop" })
        {
            await FailureOf(ReadAsync(link), StorageErrorKind.PermissionDenied);
            await FailureOf(WriteAsync(link, "text"), StorageErrorKind.PermissionDenied);
            Assert.That((await Backend.StatAsync(link)).Kind, Is.EqualTo(StorageEntryKind.SymbolicLink), link);
        }
    }

    [Test]
    public async Task Hide_BelowALinkedDirectory_IsRefused()
    {
        await MakeLinksAsync();

        await FailureOf(ReadAsync("linked/file"), StorageErrorKind.PermissionDenied);
        await FailureOf(WriteAsync("linked/new", "text"), StorageErrorKind.PermissionDenied);
        await FailureOf(NamesAsync("linked"), StorageErrorKind.PermissionDenied);
        await FailureOf(Backend.CreateDirectoryAsync("away/new"), StorageErrorKind.PermissionDenied);
        await FailureOf(Backend.DeleteAsync("away/secret"), StorageErrorKind.PermissionDenied);
        await FailureOf(Backend.DeleteAsync("away/secret", new DeleteOptions { Recursive = true }), StorageErrorKind.PermissionDenied);
        await FailureOf(Backend.SetAttributesAsync("outside", new StorageAttributes { Permissions = UnixFileMode.None }), StorageErrorKind.PermissionDenied);

        Assert.That(await File.ReadAllTextAsync(Path.Combine(Outside, "secret")), Is.EqualTo("secret"));
    }

    [Test]
    public async Task Show_Link_IsListedAsALink()
    {
        await MakeLinksAsync();

        List<StorageEntry> entries = await ListAsync(StoragePath.Root, null, Open(SymbolicLinkPolicy.Show));

        Assert.That(
            entries.Where(static entry => entry.Kind == StorageEntryKind.SymbolicLink).Select(static entry => entry.Path.Value),
            Is.EquivalentTo(new[] { "inside", "outside", "absolute", "broken", "loop", "linked", "away", "up" }));
    }

    [Test]
    public async Task Follow_LinkBeneathTheRoot_LeadsToItsTarget()
    {
        await MakeLinksAsync();
        LocalBackend backend = Open(SymbolicLinkPolicy.Follow);

        Assert.That(await ReadAsync("inside", null, backend), Is.EqualTo("text"));
        Assert.That(await ReadAsync("linked/file", null, backend), Is.EqualTo("text"));
        Assert.That(await ReadAsync("directory/back/directory/file", null, backend), Is.EqualTo("text"));
        Assert.That((await backend.StatAsync("inside")).Kind, Is.EqualTo(StorageEntryKind.File));
        Assert.That((await backend.StatAsync("linked")).Kind, Is.EqualTo(StorageEntryKind.Directory));
    }

    [Test]
    public async Task Follow_WriteThroughALink_ReplacesItsTarget()
    {
        await MakeLinksAsync();
        LocalBackend backend = Open(SymbolicLinkPolicy.Follow);

        await WriteAsync("inside", "new", null, backend);

        Assert.That(await File.ReadAllTextAsync(OnDisk("directory/file")), Is.EqualTo("new"));
        Assert.That(new FileInfo(OnDisk("inside")).LinkTarget, Is.EqualTo("directory/file"));
    }

    [Test]
    public async Task Follow_LinkOutOfTheRoot_IsRefused()
    {
        await MakeLinksAsync();
        LocalBackend backend = Open(SymbolicLinkPolicy.Follow);

        foreach (string link in new[] { "outside", "absolute", "away/secret", "up", "directory/back/up", "loop" })
        {
            await FailureOf(ReadAsync(link, null, backend), StorageErrorKind.PermissionDenied);
            await FailureOf(WriteAsync(link, "text", null, backend), StorageErrorKind.PermissionDenied);
        }

        await FailureOf(ReadAsync("broken", null, backend), StorageErrorKind.NotFound);
        Assert.That(await File.ReadAllTextAsync(Path.Combine(Outside, "secret")), Is.EqualTo("secret"));
        Assert.That(Directory.GetFiles(Outside), Has.Length.EqualTo(1));
    }

    [Test]
    [CancelAfter(30_000)]
    public async Task Follow_Listing_WalksLinksAndEndsAtLoops()
    {
        await MakeLinksAsync();
        LocalBackend backend = Open(SymbolicLinkPolicy.Follow);

        string[] names = await NamesAsync(StoragePath.Root, new ListOptions { Recursive = true, FollowSymbolicLinks = true }, backend);

        Assert.That(names, Is.EqualTo(new[] { "directory", "directory/back", "directory/file", "inside", "linked", "linked/back", "linked/file" }));
    }

    [Test]
    public async Task DeleteAsync_Link_RemovesTheLinkAlone()
    {
        await MakeLinksAsync();
        LocalBackend backend = Open(SymbolicLinkPolicy.Follow);

        foreach (string link in new[] { "inside", "outside", "broken", "loop", "away", "linked" })
        {
            await backend.DeleteAsync(link, new DeleteOptions { Recursive = link.Length % 2 == 0 });
        }

        Assert.That(OnDisk(), Is.EqualTo(new[] { "absolute", "directory", "directory/back", "directory/file", "up" }));
        Assert.That(File.Exists(Path.Combine(Outside, "secret")));
    }

    [Test]
    public async Task DeleteAsync_TreeWithLinks_EntersNone()
    {
        await MakeLinksAsync();

        await Backend.DeleteAsync(StoragePath.Root, new DeleteOptions { Recursive = true });

        Assert.That(OnDisk(), Is.Empty);
        Assert.That(File.Exists(Path.Combine(Outside, "secret")));
    }

    [Test]
    public async Task RenameAsync_Link_MovesTheLink()
    {
        await MakeLinksAsync();

        await Backend.RenameAsync("outside", "renamed");

        Assert.That(new FileInfo(OnDisk("renamed")).LinkTarget, Is.EqualTo("../secret"));
    }

    private async Task MakeLinksAsync()
    {
        await WriteAsync("directory/file", "text");
        await File.WriteAllTextAsync(Path.Combine(Outside, "secret"), "secret");
        File.CreateSymbolicLink(OnDisk("inside"), "directory/file");
        File.CreateSymbolicLink(OnDisk("outside"), "../secret");
        File.CreateSymbolicLink(OnDisk("absolute"), Path.Combine(Outside, "secret"));
        File.CreateSymbolicLink(OnDisk("broken"), "nowhere");
        File.CreateSymbolicLink(OnDisk("loop"), "loop");
        Directory.CreateSymbolicLink(OnDisk("linked"), "directory");
        Directory.CreateSymbolicLink(OnDisk("away"), "..");
        Directory.CreateSymbolicLink(OnDisk("up"), "directory/../..");
        Directory.CreateSymbolicLink(OnDisk("directory/back"), "..");
    }
}
