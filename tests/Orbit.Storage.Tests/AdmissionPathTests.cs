using System.IO.Pipelines;

namespace Orbit.Storage.Tests;

/// <summary>Every operation checks every path it is given before the store is asked.</summary>
public class AdmissionPathTests
{
    private static readonly StorageCapabilities FileSystem = new() { PathRules = StoragePathRules.Posix, RealDirectories = true };
    private static readonly StorageCapabilities Flat = new();

    private static readonly PathCase[] ObjectCalls =
    [
        new("read", (backend, path) => backend.OpenReadAsync(path)),
        new("ranges", (backend, path) => backend.OpenRangesAsync(path)),
        new("write", (backend, path) => backend.WriteAsync(path, PipeReader.Create(new MemoryStream()))),
        new("rename from", (backend, path) => backend.RenameAsync(path, "z")),
        new("rename to", (backend, path) => backend.RenameAsync("z", path)),
        new("copy from", (backend, path) => backend.CopyAsync(path, "z")),
        new("copy to", (backend, path) => backend.CopyAsync("z", path)),
    ];

    private static readonly PathCase[] EntryCalls =
    [
        new("stat", (backend, path) => backend.StatAsync(path)),
        new("list", async (backend, path) => await backend.ListAsync(path).GetAsyncEnumerator().MoveNextAsync()),
        new("delete", (backend, path) => backend.DeleteAsync(path)),
        new("delete tree", (backend, path) => backend.DeleteAsync(path, new DeleteOptions { Recursive = true })),
        new("create directory", (backend, path) => backend.CreateDirectoryAsync(path)),
        new("set attributes", (backend, path) => backend.SetAttributesAsync(path, new StorageAttributes())),
        new("get attributes", (backend, path) => backend.GetAttributesAsync(path)),
    ];

    private static IEnumerable<PathCase> AllCalls => ObjectCalls.Concat(EntryCalls);

    [Test]
    public void Call_PathThatTheRulesForbid_IsRefused(
        [ValueSource(nameof(AllCalls))] PathCase call, [Values("/a", "a//b", "//", ".orbit-0123456789abcdef01234567.tmp", "a/.orbit-0123456789abcdef01234567.tmp/b")] string path)
    {
        RecordingBackend backend = new(FileSystem);

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => call.CallAsync(backend, path));

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.InvalidPath));
        Assert.That(failure.Message, Does.Contain($"'{path}'"));
        Assert.That(failure.Path, Is.EqualTo(new StoragePath(path)));
        Assert.That(backend.Calls, Is.Empty);
    }

    [Test]
    public void Call_NameTooLong_IsRefused([ValueSource(nameof(AllCalls))] PathCase call, [Values] bool isFlat)
    {
        RecordingBackend backend = new(isFlat ? Flat : FileSystem);

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => call.CallAsync(backend, new string('x', isFlat ? 1025 : 256)));

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.NameTooLong));
        Assert.That(backend.Calls, Is.Empty);
    }

    [Test]
    public void Call_ObjectAtTheRoot_IsRefused([ValueSource(nameof(ObjectCalls))] PathCase call, [Values("", "/")] string root, [Values] bool isFlat)
    {
        RecordingBackend backend = new(isFlat ? Flat : FileSystem);

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => call.CallAsync(backend, root));

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.InvalidPath));
        Assert.That(backend.Calls, Is.Empty);
    }

    [Test]
    public void Call_ObjectNamedAsADirectory_IsADirectory([ValueSource(nameof(ObjectCalls))] PathCase call)
    {
        RecordingBackend backend = new(FileSystem);

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => call.CallAsync(backend, "a/"));

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.IsADirectory));
        Assert.That(backend.Calls, Is.Empty);
    }

    [Test]
    public void Call_EntryNamedAsADirectory_ReachesTheStoreWithoutTheSeparator([ValueSource(nameof(EntryCalls))] PathCase call)
    {
        RecordingBackend backend = new(FileSystem);

        Assert.That(() => call.CallAsync(backend, "a/b/"), Throws.TypeOf<ReachedException>());
        Assert.That(backend.Calls, Has.One.EndsWith(" a/b"));
    }

    [Test]
    public void Call_EmptySegmentsOnFlatKeys_ReachTheStoreAsTheyAre([ValueSource(nameof(AllCalls))] PathCase call, [Values("/a", "a//b", "a/")] string path)
    {
        RecordingBackend backend = new(Flat);

        Assert.That(() => call.CallAsync(backend, path), Throws.TypeOf<ReachedException>());
        Assert.That(backend.Calls, Has.Count.EqualTo(1));
    }

    [Test]
    public void Delete_RootWithoutRecursive_IsRefused()
    {
        RecordingBackend backend = new(FileSystem);

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => backend.DeleteAsync("/"));

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.InvalidPath));
        Assert.That(backend.Calls, Is.Empty);
    }

    [Test]
    public async Task CreateDirectory_Root_IsThereAlready()
    {
        RecordingBackend backend = new(FileSystem);

        await backend.CreateDirectoryAsync("");

        Assert.That(backend.Calls, Is.Empty);
    }

    [Test]
    public void RenameOrCopy_OntoItself_IsTheSameObject([Values] bool copies)
    {
        RecordingBackend backend = new(FileSystem);

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => copies ? backend.CopyAsync("a", "a") : backend.RenameAsync("a", "a"));

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.SameObject));
        Assert.That(backend.Calls, Is.Empty);
    }

    [Test]
    public void Rename_IntoItsOwnChild_IsRefusedWhereDirectoriesAreReal()
    {
        RecordingBackend backend = new(FileSystem);
        RecordingBackend flat = new(Flat);

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => backend.RenameAsync("a", "a/b"));

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.InvalidPath));
        Assert.That(backend.Calls, Is.Empty);
        Assert.That(() => flat.RenameAsync("a", "a/b"), Throws.TypeOf<ReachedException>(), "on flat keys 'a/b' is just another name");
    }

    public sealed class PathCase(string name, Func<IStorageBackend, StoragePath, Task> call)
    {
        public Task CallAsync(IStorageBackend backend, StoragePath path) => call(backend, path);

        public override string ToString() => name;
    }
}
