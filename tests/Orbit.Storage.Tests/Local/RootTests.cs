using Orbit.Storage.Local;

namespace Orbit.Storage.Tests.Local;

public sealed class RootTests(VolumeKind kind) : LocalFixture(kind)
{
    [Test]
    public void Open_MissingRoot_NamesItAndTheRemedy()
    {
        StorageException? failure = Assert.Throws<StorageException>(() => _ = OpenKind(Kind, new LocalBackendOptions { Root = OnDisk("missing") }));

        Assert.That(failure?.Kind, Is.EqualTo(StorageErrorKind.ContainerNotFound));
        Assert.That(failure?.Message, Is.EqualTo($"the root '{OnDisk("missing")}' does not exist; make the directory, correct LocalBackendOptions.Root, or set CreateRoot = true."));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Open_RootIsAFile_IsNotADirectory(bool createRoot)
    {
        await File.WriteAllTextAsync(OnDisk("file"), "text");

        StorageException? failure = Assert.Throws<StorageException>(() => _ = OpenKind(Kind, new LocalBackendOptions { Root = OnDisk("file"), CreateRoot = createRoot }));

        Assert.That(failure?.Kind, Is.EqualTo(StorageErrorKind.NotADirectory));
        Assert.That(failure?.Message, Does.Contain(OnDisk("file")));
    }

    [Test]
    public async Task Open_CreateRoot_MakesItWithParents()
    {
        LocalBackend backend = Open(configure: options => (options.Root, options.CreateRoot) = (OnDisk("a/b"), true));

        await WriteAsync("file", "text", null, backend);

        Assert.That(OnDisk(), Is.EqualTo(new[] { "a", "a/b", "a/b/file" }));
    }

    [Test]
    public async Task Open_RootReachedThroughALink_Works()
    {
        Directory.CreateSymbolicLink(Path.Combine(Outside, "link"), Root);
        LocalBackend backend = Open(configure: options => options.Root = Path.Combine(Outside, "link"));

        await WriteAsync("a/file", "text", null, backend);

        Assert.That(await NamesAsync(StoragePath.Root, new ListOptions { Recursive = true }, backend), Is.EqualTo(new[] { "a", "a/file" }));
    }

    [TestCase("", "Root is empty")]
    [TestCase("a\0b", "NUL")]
    public void Open_WrongRoot_NamesTheSetting(string root, string words)
    {
        StorageException? failure = Assert.Throws<StorageException>(() => _ = OpenKind(Kind, new LocalBackendOptions { Root = root }));

        Assert.That(failure?.Kind, Is.EqualTo(StorageErrorKind.InvalidConfiguration));
        Assert.That(failure?.Message, Does.Contain(words));
    }

    [Test]
    public async Task AnyCall_RootRemoved_IsContainerNotFound()
    {
        LocalBackend backend = Backend;
        Directory.Delete(Root, recursive: true);

        await FailureOf(backend.StatAsync("file"), StorageErrorKind.ContainerNotFound);
        await FailureOf(ReadAsync("file"), StorageErrorKind.ContainerNotFound);
        await FailureOf(WriteAsync("file", "text"), StorageErrorKind.ContainerNotFound);
        await FailureOf(WriteAsync("a/file", "text"), StorageErrorKind.ContainerNotFound);
        await FailureOf(backend.DeleteAsync("file"), StorageErrorKind.ContainerNotFound);
        await FailureOf(NamesAsync(StoragePath.Root), StorageErrorKind.ContainerNotFound);
        Assert.That(Directory.Exists(Root), Is.False);
    }

    [TestCase("../file")]
    [TestCase("a/../../file")]
    [TestCase("/file")]
    [TestCase("a//b")]
    [TestCase(".orbit-0123456789abcdef01234567.tmp")]
    public async Task AnyCall_PathThatEscapesOrIsReserved_IsInvalid(string path)
    {
        foreach (Func<StoragePath, Task> call in new Func<StoragePath, Task>[]
        {
            path => Backend.StatAsync(path), path => ReadAsync(path), path => WriteAsync(path, "text"), path => Backend.DeleteAsync(path),
            path => Backend.CreateDirectoryAsync(path), path => Backend.RenameAsync("file", path), path => Backend.CopyAsync(path, "file"),
        })
        {
            await FailureOf(Task.Run(() => call(path)), StorageErrorKind.InvalidPath);
        }
    }
}
