namespace Orbit.Storage.Tests.Local;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class MovingTests(VolumeKind kind) : LocalFixture(kind)
{
    [Test]
    public async Task RenameAsync_OverAFile_Replaces()
    {
        await WriteAsync("source", "new");
        await WriteAsync("a/destination", "old");

        await Backend.RenameAsync("source", "a/destination");

        Assert.That(OnDisk(), Is.EqualTo(new[] { "a", "a/destination" }));
        Assert.That(await ReadAsync("a/destination"), Is.EqualTo("new"));
    }

    [Test]
    public async Task RenameAsync_Missing_IsNotFoundAndMakesNoParents()
    {
        await FailureOf(Backend.RenameAsync("missing", "a/destination"), StorageErrorKind.NotFound);

        Assert.That(OnDisk(), Is.Empty);
    }

    [Test]
    public async Task RenameAsync_CreateOnly_RefusesWhatExists()
    {
        await WriteAsync("source", "new");
        await WriteAsync("destination", "old");

        await FailureOf(Backend.RenameAsync("source", "destination", new RenameOptions { Overwrite = false }), StorageErrorKind.AlreadyExists);
        await Backend.RenameAsync("source", "free", new RenameOptions { Overwrite = false });

        Assert.That((await ReadAsync("destination"), await ReadAsync("free")), Is.EqualTo(("old", "new")));
        Assert.That(OnDisk(), Is.EqualTo(new[] { "destination", "free" }));
    }

    [Test]
    public async Task RenameAsync_Directory_MovesItsChildren()
    {
        await WriteAsync("a/b/file", "text");

        await Backend.RenameAsync("a", "x/y");

        Assert.That(OnDisk(), Is.EqualTo(new[] { "x", "x/y", "x/y/b", "x/y/b/file" }));
    }

    [Test]
    public async Task RenameAsync_DirectoryOntoWhatExists_IsAlreadyExists()
    {
        await WriteAsync("a/file", "text");
        await Backend.CreateDirectoryAsync("empty");
        await WriteAsync("file", "text");

        await FailureOf(Backend.RenameAsync("a", "empty"), StorageErrorKind.AlreadyExists);
        await FailureOf(Backend.RenameAsync("a", "file"), StorageErrorKind.AlreadyExists);
        await FailureOf(Backend.RenameAsync("file", "a"), StorageErrorKind.IsADirectory);

        Assert.That(OnDisk(), Is.EqualTo(new[] { "a", "a/file", "empty", "file" }));
    }

    [Test]
    public async Task CopyAsync_OverAFile_IsExactAndIndependent()
    {
        string content = new('x', 3 * 1024 * 1024);
        await WriteAsync("source", content);
        await WriteAsync("a/destination", "old");

        await Backend.CopyAsync("source", "a/destination");
        await WriteAsync("source", "changed");

        Assert.That(await ReadAsync("a/destination"), Is.EqualTo(content));
    }

    [Test]
    public async Task CopyAsync_MissingOrDirectory_IsRefused()
    {
        await Backend.CreateDirectoryAsync("directory");
        await WriteAsync("file", "text");

        await FailureOf(Backend.CopyAsync("missing", "a/destination"), StorageErrorKind.NotFound);
        await FailureOf(Backend.CopyAsync("directory", "a/destination"), StorageErrorKind.IsADirectory);
        await FailureOf(Backend.CopyAsync("file", "directory"), StorageErrorKind.IsADirectory);

        Assert.That(OnDisk(), Is.EqualTo(new[] { "directory", "file" }));
    }

    [Test]
    public async Task CopyAsync_CreateOnly_RefusesWhatExists()
    {
        await WriteAsync("source", "new");
        await WriteAsync("destination", "old");

        await FailureOf(Backend.CopyAsync("source", "destination", new CopyOptions { Overwrite = false }), StorageErrorKind.AlreadyExists);
        await Backend.CopyAsync("source", "new/parent/free", new CopyOptions { Overwrite = false });

        Assert.That((await ReadAsync("destination"), await ReadAsync("new/parent/free")), Is.EqualTo(("old", "new")));
    }

    [Test]
    public async Task CopyAsync_FileWithHoles_IsExact()
    {
        using (FileStream stream = new(OnDisk("source"), FileMode.CreateNew))
        {
            stream.Position = 5 * 1024 * 1024;
            stream.Write("data"u8);
            stream.SetLength(9 * 1024 * 1024);
        }

        await Backend.CopyAsync("source", "destination");

        Assert.That(await File.ReadAllBytesAsync(OnDisk("destination")), Is.EqualTo(await File.ReadAllBytesAsync(OnDisk("source"))));
    }

    [Test]
    public async Task CopyAsync_Progress_EndsWithAllBytes()
    {
        await WriteAsync("source", new string('x', 100_000));
        List<TransferProgress> reports = [];

        await Backend.CopyAsync("source", "destination", new CopyOptions { Progress = new Listener(reports) });

        Assert.That(reports[^1].BytesTransferred, Is.EqualTo(100_000));
    }

    [Test]
    public async Task CopyAsync_Permissions_AreTheSources()
    {
        await WriteAsync("source", "text", new WriteOptions { Permissions = UnixFileMode.UserRead | UnixFileMode.OtherExecute });

        await Backend.CopyAsync("source", "destination");

        Assert.That(File.GetUnixFileMode(OnDisk("destination")), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.OtherExecute));
    }

    private sealed class Listener(List<TransferProgress> reports) : IProgress<TransferProgress>
    {
        public void Report(TransferProgress value) => reports.Add(value);
    }
}
