using Orbit.Storage.Decorators;
using Orbit.Storage.Local;
using Orbit.Storage.Memory;

namespace Orbit.Storage.Tests.Transfers;

public sealed class ObjectMoveTests
{
    private DirectoryInfo _directory = null!;

    [SetUp]
    public void MakeDirectory() => _directory = Directory.CreateTempSubdirectory("orbit-move-");

    [TearDown]
    public void RemoveDirectory() => _directory.Delete(recursive: true);

    [Test]
    public async Task MoveTo_AnotherBackend_ArrivesAndIsGone()
    {
        await using MemoryBackend source = new();
        await using MemoryBackend target = new();
        await source.WriteTextAsync("a", "moved");

        CopyToResult result = await source.MoveToAsync("a", target, "sub/b");

        Assert.That(await target.ReadTextAsync("sub/b"), Is.EqualTo("moved"));
        Assert.That(await source.ExistsAsync("a"), Is.False);
        Assert.That((result.Size, result.WithinBackend, result.Path), Is.EqualTo((5L, false, (StoragePath)"sub/b")));
    }

    [Test]
    public async Task MoveTo_WithinOneBackend_IsARename()
    {
        await using LocalBackend files = NewLocal();
        await files.WriteTextAsync("a", "moved");
        DateTime birth = BirthOf("a");

        CopyToResult result = await files.MoveToAsync("a", files, "sub/b");

        Assert.That(result.WithinBackend, Is.True);
        Assert.That(await files.ExistsAsync("a"), Is.False);
        Assert.That(await files.ReadTextAsync("sub/b"), Is.EqualTo("moved"));
        Assert.That(BirthOf("sub/b"), Is.EqualTo(birth), "it is the same file");
    }

    [Test]
    public async Task MoveTo_WithinOneBackendDurably_IsACopyThatIsFlushed()
    {
        await using LocalBackend files = NewLocal();
        await files.WriteTextAsync("a", "moved");
        DateTime birth = BirthOf("a");

        await files.MoveToAsync("a", files, "b", new CopyToOptions { Durable = true });

        Assert.That(await files.ExistsAsync("a"), Is.False);
        Assert.That(await files.ReadTextAsync("b"), Is.EqualTo("moved"));
        Assert.That(BirthOf("b"), Is.Not.EqualTo(birth));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task MoveTo_OntoItself_IsRefusedAndStays(bool durable)
    {
        await using LocalBackend files = NewLocal();
        await files.WriteTextAsync("a", "here");
        CopyToOptions options = new() { Durable = durable, PreserveTimes = true, PreservePermissions = false };

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => files.MoveToAsync("a", files, "a", options))!;

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.SameObject));
        Assert.That(await files.ReadTextAsync("a"), Is.EqualTo("here"));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task MoveTo_WithoutOverwriteWhereThereIsOne_AlreadyExistsAndBothStay(bool isWithin)
    {
        await using MemoryBackend source = new();
        await using MemoryBackend other = new();
        MemoryBackend target = isWithin ? source : other;
        await source.WriteTextAsync("a", "new");
        await target.WriteTextAsync("b", "old");

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => source.MoveToAsync("a", target, "b", new CopyToOptions { Overwrite = false }))!;

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.AlreadyExists));
        Assert.That(await source.ReadTextAsync("a"), Is.EqualTo("new"));
        Assert.That(await target.ReadTextAsync("b"), Is.EqualTo("old"));
    }

    [Test]
    public async Task MoveTo_SourceReplacedWhileItIsCopied_StaysAndIsToldOf()
    {
        await using MemoryBackend source = new();
        await using MemoryBackend target = new();
        await source.WriteTextAsync("a", "first");
        MeddledBackend meddled = new(target, () => source.WriteTextAsync("a", "second one"));

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => source.MoveToAsync("a", meddled, "b"))!;

        Assert.That((failure.Kind, failure.Path), Is.EqualTo((StorageErrorKind.ObjectChanged, (StoragePath?)"a")));
        Assert.That(await source.ReadTextAsync("a"), Is.EqualTo("second one"));
    }

    [Test]
    public async Task MoveTo_Directory_IsRefusedWithTheRemedy()
    {
        await using LocalBackend files = NewLocal();
        await using MemoryBackend target = new();
        await files.WriteTextAsync("d/a", "x");

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => files.MoveToAsync("d", target, "d"))!;

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.IsADirectory));
        Assert.That(failure.Message, Does.Contain(nameof(StorageBackendExtensions.MoveTreeAsync)));
        Assert.That(await files.ExistsAsync("d/a"), Is.True);
    }

    private LocalBackend NewLocal() => new(new LocalBackendOptions { Root = _directory.FullName });

    // It stays with the file, and is not copied.
    private DateTime BirthOf(string path) => File.GetCreationTimeUtc(Path.Combine(_directory.FullName, path));

    /// <summary>Has something happen after each write.</summary>
    private sealed class MeddledBackend(IStorageBackend inner, Func<Task> meddle) : DelegatingBackend(inner)
    {
        public override async Task<WriteResult> WriteAsync(StoragePath path, System.IO.Pipelines.PipeReader content, WriteOptions? options = null, CancellationToken cancellationToken = default)
        {
            WriteResult result = await base.WriteAsync(path, content, options, cancellationToken);
            await meddle();
            return result;
        }
    }
}
