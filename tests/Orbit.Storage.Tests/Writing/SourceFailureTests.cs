using System.IO.Pipelines;

namespace Orbit.Storage.Tests.Writing;

public sealed class SourceFailureTests
{
    private const int P = WriteRig.PartSize;

    [Test]
    public async Task WriteAsync_SourceThrows_ThatVeryExceptionIsSeen(
        [Values(0, 1, P, P + 1, 5 * P)] int after, [Values(typeof(InvalidOperationException), typeof(IOException), typeof(StorageException), typeof(OperationCanceledException))] Type type)
    {
        using WriteRig rig = new();
        Exception thrown = (Exception)Activator.CreateInstance(type)!;
        RecordingSource source = WriteRig.Source(WriteRig.Content(after), failure: thrown);

        Assert.That(Assert.CatchAsync(() => rig.WriteAsync(source)), Is.SameAs(thrown));
        Assert.That(await source.Completed, Is.SameAs(thrown));
        rig.AssertUntouched(wasOpened: rig.Opened > 0);
    }

    [Test]
    public async Task WriteAsync_Refused_SourceIsCompletedWithTheRefusal()
    {
        using WriteRig rig = new(new StorageCapabilities());
        foreach ((StoragePath path, WriteOptions options) in new[]
        {
            ((StoragePath)"", new WriteOptions()),
            ("object", new WriteOptions { Overwrite = false }),
            ("object", new WriteOptions { ExpectedLength = -1 }),
            ("object", new WriteOptions { Durable = true }),
        })
        {
            RecordingSource source = WriteRig.Source(WriteRig.Content(10));

            Exception failure = Assert.CatchAsync(() => rig.Backend.WriteAsync(path, source, options))!;

            Assert.That(await source.Completed, Is.SameAs(failure));
            Assert.That(source.Consumed, Is.Zero);
        }

        Assert.That(rig.Opened, Is.Zero);
    }

    [Test]
    public async Task WriteAsync_BackendIsDisposed_SourceIsCompleted()
    {
        using WriteRig rig = new();
        await rig.Backend.DisposeAsync();
        RecordingSource source = WriteRig.Source(WriteRig.Content(10));

        Exception failure = Assert.CatchAsync(() => rig.WriteAsync(source))!;

        Assert.That(failure, Is.InstanceOf<ObjectDisposedException>());
        Assert.That(await source.Completed, Is.SameAs(failure));
    }

    [Test]
    public async Task WriteAsync_Succeeds_SourceIsCompletedWithoutFailure([Values(0, 100, 3 * P)] int length)
    {
        using WriteRig rig = new();
        RecordingSource source = WriteRig.Source(WriteRig.Content(length));

        await rig.WriteAsync(source);

        Assert.That(await source.Completed, Is.Null);
        Assert.That((source.Completions, source.Consumed), Is.EqualTo((1, (long)length)));
    }

    [Test]
    public async Task WriteAsync_StoreFails_ProducerIsReleased()
    {
        using WriteRig rig = new();
        rig.Sink.OnCall = (call, _, _) => call == "part 1" ? throw new TransportException(isTransient: false) : Task.CompletedTask;
        Pipe pipe = new();
        Task<WriteResult> writing = rig.WriteAsync(pipe.Reader);
        byte[] piece = new byte[10_000];

        Exception? seen = null;
        for (int i = 0; i < 10_000 && seen is null; i++)
        {
            try
            {
                await pipe.Writer.WriteAsync(piece);
            }
            catch (StorageException failure)
            {
                seen = failure;
            }
        }

        Assert.That(seen, Is.SameAs(Assert.CatchAsync(() => writing)));
    }

    [Test]
    public void WriteAsync_PendingReadIsCancelledByTheProducersOwner_Ends()
    {
        using WriteRig rig = new();
        Pipe pipe = new();
        Task<WriteResult> writing = rig.WriteAsync(pipe.Reader);

        pipe.Reader.CancelPendingRead();

        Assert.CatchAsync<OperationCanceledException>(() => writing);
        rig.AssertUntouched();
    }
}
