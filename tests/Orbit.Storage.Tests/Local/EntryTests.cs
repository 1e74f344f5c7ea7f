namespace Orbit.Storage.Tests.Local;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class EntryTests(VolumeKind kind) : LocalFixture(kind)
{
    [Test]
    public async Task StatAsync_Root_IsADirectory()
    {
        Assert.That((await Backend.StatAsync("/")).Kind, Is.EqualTo(StorageEntryKind.Directory));
    }

    [Test]
    public async Task StatAsync_File_SaysWhatTheSystemSays()
    {
        await WriteAsync("file", "text");
        File.SetUnixFileMode(OnDisk("file"), UnixFileMode.UserRead);

        StorageEntry entry = await Backend.StatAsync("file");

        FileInfo info = new(OnDisk("file"));
        Assert.That(
            (entry.Kind, entry.Size, entry.LastModified?.UtcDateTime, entry.LastAccessed?.UtcDateTime, entry.Permissions),
            Is.EqualTo((StorageEntryKind.File, 4L, info.LastWriteTimeUtc, info.LastAccessTimeUtc, UnixFileMode.UserRead)));
        Assert.That(entry.Created, Is.EqualTo(entry.LastModified).Within(TimeSpan.FromMinutes(1)));
        Assert.That(entry.ETag, Is.EqualTo((await Backend.StatAsync("file")).ETag));
    }

    [Test]
    public async Task StatAsync_MissingOrOtherCase_IsNotFound()
    {
        await WriteAsync("directory/file", "text");

        await FailureOf(Backend.StatAsync("directory/File"), StorageErrorKind.NotFound);
        await FailureOf(Backend.StatAsync("missing/file"), StorageErrorKind.NotFound);
    }

    [Test]
    public async Task SetAttributesAsync_ModeAndTimes_AreKept()
    {
        await WriteAsync("file", "text");
        DateTimeOffset modified = new DateTimeOffset(1965, 4, 3, 2, 1, 0, TimeSpan.Zero).AddTicks(1234567);
        DateTimeOffset accessed = new DateTimeOffset(2105, 4, 3, 2, 1, 0, TimeSpan.Zero).AddTicks(7654321);

        await Backend.SetAttributesAsync("file", new StorageAttributes { Permissions = UnixFileMode.UserRead, LastModified = modified, LastAccessed = accessed });

        StorageAttributes attributes = await Backend.GetAttributesAsync("file");
        Assert.That((attributes.Permissions, attributes.LastModified, attributes.LastAccessed), Is.EqualTo((UnixFileMode.UserRead, modified, accessed)));
        Assert.That(File.GetLastWriteTimeUtc(OnDisk("file")), Is.EqualTo(modified.UtcDateTime));
    }

    [Test]
    public async Task SetAttributesAsync_Directory_Works()
    {
        await Backend.CreateDirectoryAsync("directory");
        DateTimeOffset modified = new(2001, 2, 3, 4, 5, 6, TimeSpan.Zero);

        await Backend.SetAttributesAsync("directory/", new StorageAttributes { LastModified = modified });

        Assert.That((await Backend.StatAsync("directory")).LastModified, Is.EqualTo(modified));
    }

    [Test]
    public async Task SetAttributesAsync_TimeThatNoFileSystemKeeps_IsRefusedBefore()
    {
        await WriteAsync("file", "text");

        Assert.That(
            async () => await Backend.SetAttributesAsync("file", new StorageAttributes { LastModified = new DateTimeOffset(2500, 1, 1, 0, 0, 0, TimeSpan.Zero) }),
            Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public async Task CreateDirectoryAsync_WithParentsTwice_Succeeds()
    {
        await Backend.CreateDirectoryAsync("a/b/c");
        await Backend.CreateDirectoryAsync("a/b/c");

        Assert.That(OnDisk(), Is.EqualTo(new[] { "a", "a/b", "a/b/c" }));
    }

    [Test]
    public async Task CreateDirectoryAsync_MissingParentNotToBeMade_IsNotFound()
    {
        await FailureOf(Backend.CreateDirectoryAsync("a/b", new CreateDirectoryOptions { CreateParents = false }), StorageErrorKind.NotFound);

        Assert.That(OnDisk(), Is.Empty);
    }

    [Test]
    public async Task CreateDirectoryAsync_OverAFile_IsRefusedAndLeavesNoParents()
    {
        await WriteAsync("file", "text");

        await FailureOf(Backend.CreateDirectoryAsync("file"), StorageErrorKind.NotADirectory);
        await FailureOf(Backend.CreateDirectoryAsync("file/below/deep"), StorageErrorKind.NotADirectory);

        Assert.That(OnDisk(), Is.EqualTo(new[] { "file" }));
    }

    [Test]
    public async Task CreateDirectoryAsync_Permissions_AreExact()
    {
        const UnixFileMode All = (UnixFileMode)0x1ff;

        await Backend.CreateDirectoryAsync("directory", new CreateDirectoryOptions { Permissions = All });

        Assert.That(File.GetUnixFileMode(OnDisk("directory")), Is.EqualTo(All));
    }

    [Test]
    public async Task CreateDirectoryAsync_ManyAtOnce_AllSucceed()
    {
        await Task.WhenAll(Enumerable.Range(0, 32).Select(i => Backend.CreateDirectoryAsync($"a/b/c/{i % 4}")));

        Assert.That(OnDisk(), Is.EqualTo(new[] { "a", "a/b", "a/b/c", "a/b/c/0", "a/b/c/1", "a/b/c/2", "a/b/c/3" }));
    }
}
