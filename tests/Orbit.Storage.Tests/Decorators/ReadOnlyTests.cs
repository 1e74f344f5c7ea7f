using System.IO.Pipelines;
using Orbit.Storage.Memory;
using Orbit.Storage.Testing;

namespace Orbit.Storage.Tests.Decorators;

public sealed class ReadOnlyTests
{
    private readonly MemoryBackend _backend = new();
    private IStorageBackend _view = null!;

    [SetUp]
    public async Task WriteAsync()
    {
        await _backend.WriteTextAsync("file", "content");
        _view = _backend.AsReadOnly();
    }

    [TearDown]
    public async Task DisposeAsync() => await _view.DisposeAsync();

    [Test]
    public async Task Change_OfAnyKind_IsRefusedAndNothingChanges()
    {
        Func<Task>[] changes =
        [
            () => _view.DeleteAsync("file"),
            () => _view.DeleteAsync("", new DeleteOptions { Recursive = true }),
            () => _view.RenameAsync("file", "other"),
            () => _view.CopyAsync("file", "other"),
            () => _view.CreateDirectoryAsync("directory"),
            () => _view.SetAttributesAsync("file", new StorageAttributes { LastModified = DateTimeOffset.UnixEpoch }),
            () => _view.WriteTextAsync("file", "other"),
        ];
        foreach (Func<Task> change in changes)
        {
            StorageException refusal = await StorageAssert.FailsAsync(change, StorageErrorKind.Unsupported);
            Assert.That(refusal.Message, Does.Contain("read-only"));
        }

        Assert.That(await _backend.ReadTextAsync("file"), Is.EqualTo("content"));
        Assert.That(await _backend.ListToListAsync("", 10), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Write_Refused_ReleasesItsProducer()
    {
        Pipe pipe = new();

        await StorageAssert.FailsAsync(() => _view.WriteAsync("file", pipe.Reader), StorageErrorKind.Unsupported);

        Assert.That(async () => await pipe.Writer.WriteAsync(new byte[1]), Throws.InstanceOf<StorageException>());
    }

    [Test]
    public async Task DeleteMany_RefusesEachPath()
    {
        List<DeleteResult> results = [];
        await foreach (DeleteResult result in _view.DeleteManyAsync(new StoragePath[] { "file", "missing" }.ToAsyncEnumerable()))
        {
            results.Add(result);
        }

        Assert.That(results.Select(result => (result.Path.Value, result.Error?.Kind)), Is.EqualTo(new[] { ("file", (StorageErrorKind?)StorageErrorKind.Unsupported), ("missing", StorageErrorKind.Unsupported) }));
    }
}
