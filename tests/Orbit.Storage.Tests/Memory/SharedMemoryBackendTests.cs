using System.IO.Pipelines;
using Orbit.Storage.Memory;

namespace Orbit.Storage.Tests.Memory;

public sealed class SharedMemoryBackendTests
{
    [Test]
    public async Task EveryMember_OpenHandle_ReachesTheStore()
    {
        await using MemoryBackend store = new();
        await using SharedMemoryBackend handle = new(store);

        await handle.CreateDirectoryAsync("d");
        await handle.RenameAsync("d", "e");
        await handle.SetAttributesAsync("e", new StorageAttributes { Permissions = UnixFileMode.UserRead });

        Assert.That((await handle.GetAttributesAsync("e")).Permissions, Is.EqualTo(UnixFileMode.UserRead));
        Assert.That((await store.StatAsync("e")).Permissions, Is.EqualTo(UnixFileMode.UserRead));
        Assert.That(handle.Name, Is.EqualTo(store.Name));
        Assert.That(handle.Capabilities, Is.SameAs(store.Capabilities));
        await handle.DeleteAsync("e");
        Assert.That(async () => await store.StatAsync("e"), Throws.InstanceOf<StorageException>());
    }

    [Test]
    public async Task EveryMember_ClosedHandle_IsRefused()
    {
        await using MemoryBackend store = new();
        SharedMemoryBackend handle = new(store);
        await handle.DisposeAsync();

        Func<Task>[] calls =
        [
            () => handle.StatAsync("a"),
            () => Task.FromResult(handle.ListAsync("a")),
            () => handle.OpenReadAsync("a"),
            () => handle.OpenRangesAsync("a"),
            () => handle.WriteAsync("a", PipeReader.Create(Stream.Null)),
            () => handle.DeleteAsync("a"),
            () => Task.FromResult(handle.DeleteManyAsync(AsyncEnumerable.Empty<StoragePath>())),
            () => handle.CreateDirectoryAsync("a"),
            () => handle.RenameAsync("a", "b"),
            () => handle.CopyAsync("a", "b"),
            () => handle.SetAttributesAsync("a", new StorageAttributes()),
            () => handle.GetAttributesAsync("a"),
        ];
        Assert.That(calls, Has.Length.EqualTo(typeof(IStorageBackend).GetMethods().Length - 2));
        foreach (Func<Task> call in calls)
        {
            await Assert.ThatAsync(call, Throws.InstanceOf<ObjectDisposedException>());
        }
    }

    [Test]
    public async Task WriteAsync_ClosedHandle_ReleasesTheProducer()
    {
        await using MemoryBackend store = new();
        SharedMemoryBackend handle = new(store);
        await handle.DisposeAsync();
        Pipe pipe = new();

        await Assert.ThatAsync(() => handle.WriteAsync("a", pipe.Reader), Throws.InstanceOf<ObjectDisposedException>());

        await Assert.ThatAsync(async () => await pipe.Writer.FlushAsync(), Throws.InstanceOf<ObjectDisposedException>());
    }
}
