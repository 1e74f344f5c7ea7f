using System.IO.Pipelines;
using Moq;
using Orbit.Storage.Memory;
using Orbit.Storage.Tests.Memory;

namespace Orbit.Storage.Tests.Extensions;

public sealed class StorageWriterTests
{
    [Test]
    public async Task Commit_PiecesByEveryWay_OneObject()
    {
        await using MemoryBackend memory = new();
        byte[] content = PatternedBytes.Create(5_000_000);
        await using StorageWriter writer = await memory.OpenWriteAsync("a/object");
        await writer.WriteAsync(content.AsMemory(0, 3_000_000));
        content.AsSpan(3_000_000, 1000).CopyTo(writer.Output.GetSpan(1000));
        writer.Output.Advance(1000);
        await using (Stream stream = writer.AsStream())
        {
            await stream.WriteAsync(content.AsMemory(3_001_000));
        }

        Assert.That(await memory.ExistsAsync("a/object"), Is.False);
        WriteResult result = await writer.CommitAsync();

        Assert.That(result.Size, Is.EqualTo(content.Length));
        PatternedBytes.AssertSame(await memory.ReadBytesAsync("a/object"), content);
        Assert.That(memory.OpenWrites, Is.Zero);
    }

    [Test]
    public async Task Commit_BytesNotFlushed_AreWritten()
    {
        await using MemoryBackend memory = new();
        await using StorageWriter writer = await memory.OpenWriteAsync("object");
        writer.Output.GetSpan(1)[0] = 42;
        writer.Output.Advance(1);

        await writer.CommitAsync();

        Assert.That(await memory.ReadBytesAsync("object"), Is.EqualTo(new byte[] { 42 }));
    }

    [Test]
    public async Task Commit_NothingWritten_EmptyObjectInPlaceOfTheOld()
    {
        await using MemoryBackend memory = new();
        await memory.WriteTextAsync("object", "old");
        await using StorageWriter writer = await memory.OpenWriteAsync("object");

        await writer.CommitAsync();

        Assert.That((await memory.StatAsync("object")).Size, Is.Zero);
    }

    [TestCase(0)]
    [TestCase(100)]
    [TestCase(4_000_000)]
    public async Task Dispose_WithoutCommit_TargetAsItWas(int written)
    {
        await using MemoryBackend memory = new();
        await memory.WriteTextAsync("object", "old");
        await using (StorageWriter writer = await memory.OpenWriteAsync("object"))
        {
            await writer.WriteAsync(new byte[written]);
        }

        Assert.That(await memory.ReadTextAsync("object"), Is.EqualTo("old"));
        Assert.That(memory.OpenWrites, Is.Zero);
        Assert.That(memory.StoredBytes, Is.EqualTo(3));
    }

    [Test]
    public async Task Output_CompletedWithoutCommit_PublishesNothing()
    {
        await using MemoryBackend memory = new();
        await using (StorageWriter writer = await memory.OpenWriteAsync("object"))
        {
            await writer.WriteAsync(new byte[10]);
            await writer.Output.CompleteAsync();
        }

        Assert.That(await memory.ExistsAsync("object"), Is.False);
    }

    [Test]
    public async Task Output_CompletedWithException_CommitFailsWithIt()
    {
        await using MemoryBackend memory = new();
        await using StorageWriter writer = await memory.OpenWriteAsync("object");
        await writer.Output.CompleteAsync(new InvalidDataException("broken"));

        Assert.That(async () => await writer.CommitAsync(), Throws.TypeOf<InvalidDataException>());
        Assert.That(await memory.ExistsAsync("object"), Is.False);
    }

    [Test]
    public async Task Commit_Twice_InvalidOperationAndObjectUnaffected()
    {
        await using MemoryBackend memory = new();
        await using StorageWriter writer = await memory.OpenWriteAsync("object");
        await writer.WriteAsync(new byte[] { 1 });
        WriteResult result = await writer.CommitAsync();

        Assert.That(async () => await writer.CommitAsync(), Throws.InvalidOperationException);
        Assert.That(async () => await writer.WriteAsync(new byte[] { 2 }), Throws.InvalidOperationException);
        Assert.That(async () => await writer.AbortAsync(), Throws.InvalidOperationException);
        Assert.That((await memory.StatAsync("object")).ETag, Is.EqualTo(result.ETag));
    }

    [Test]
    public async Task Abort_Twice_NoErrorAndNothingMoreIsTaken()
    {
        await using MemoryBackend memory = new();
        await using StorageWriter writer = await memory.OpenWriteAsync("object");
        await writer.WriteAsync(new byte[] { 1 });
        await writer.AbortAsync();
        await writer.AbortAsync();

        Assert.That(async () => await writer.WriteAsync(new byte[] { 2 }), Throws.InvalidOperationException);
        Assert.That(async () => await writer.CommitAsync(), Throws.InvalidOperationException);
        Assert.That(await memory.ExistsAsync("object"), Is.False);
    }

    [Test]
    public async Task Write_StoreFailsEarly_NextCallsThrowThatFailure()
    {
        await using MemoryBackend memory = new(new MemoryBackendOptions { MaxBytes = 3_000_000 });
        await using StorageWriter writer = await memory.OpenWriteAsync("object");

        async Task WriteOnAsync()
        {
            for (int i = 0; i < 100; i++)
            {
                await writer.WriteAsync(new byte[1_000_000]);
            }
        }

        Assert.That(WriteOnAsync, Throws.TypeOf<StorageException>().With.Property("Kind").EqualTo(StorageErrorKind.QuotaExceeded));
        Assert.That(async () => await writer.WriteAsync(new byte[1]), Throws.TypeOf<StorageException>());
        Assert.That(async () => await writer.CommitAsync(), Throws.TypeOf<StorageException>().With.Property("Kind").EqualTo(StorageErrorKind.QuotaExceeded));
        await writer.AbortAsync();
        Assert.That(memory.StoredBytes, Is.Zero);
    }

    [Test]
    public async Task OpenWrite_OptionRefused_FailsAtOnce()
    {
        await using MemoryBackend memory = new();

        Assert.That(
            async () => await memory.OpenWriteAsync("object", new WriteOptions { Durable = true }),
            Throws.TypeOf<StorageException>().With.Property("Kind").EqualTo(StorageErrorKind.Unsupported));
    }

    [Test]
    public async Task Commit_Canceled_TargetAbsent()
    {
        await using MemoryBackend memory = new();
        using CancellationTokenSource cancellation = new();
        await using StorageWriter writer = await memory.OpenWriteAsync("object", null, cancellation.Token);
        await writer.WriteAsync(new byte[10]);
        await cancellation.CancelAsync();

        Assert.That(async () => await writer.CommitAsync(), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(await memory.ExistsAsync("object"), Is.False);
    }

    [Test]
    public async Task Write_StoreDoesNotRead_WaitsWithABoundedAmountHeld()
    {
        TaskCompletionSource<PipeReader> opened = new();
        TaskCompletionSource<WriteResult> done = new();
        Mock<IStorageBackend> backend = new();
        backend.Setup(b => b.WriteAsync(It.IsAny<StoragePath>(), It.IsAny<PipeReader>(), It.IsAny<WriteOptions?>(), It.IsAny<CancellationToken>()))
            .Returns((StoragePath _, PipeReader source, WriteOptions? _, CancellationToken _) =>
            {
                opened.SetResult(source);
                return done.Task;
            });
        StorageWriter writer = await backend.Object.OpenWriteAsync("object");

        Task writing = writer.WriteAsync(new byte[10_000_000]).AsTask();

        Assert.That(writing.IsCompleted, Is.False);
        (await opened.Task).TryRead(out ReadResult held);
        Assert.That(held.Buffer.Length, Is.InRange(1024 * 1024, (1024 * 1024) + (64 * 1024)));
        PipeReader reader = await opened.Task;
        reader.AdvanceTo(held.Buffer.End);
        await reader.CompleteAsync();
        done.SetResult(new WriteResult("object", 0));
        await writing;
        await writer.DisposeAsync();
    }
}
