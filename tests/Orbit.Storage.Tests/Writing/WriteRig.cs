using System.IO.Pipelines;
using Orbit.Storage.Resilience;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Tests.Writing;

/// <summary>A backend with a recording sink, on a byte budget whose every buffer is tracked.</summary>
internal sealed class WriteRig : IDisposable
{
    public const int PartSize = StubBackend.PartSize;

    public WriteRig(StorageCapabilities? capabilities = null, TimeProvider? time = null, long capacity = 8 << 20, RetryOptions? retry = null, DeadlineOptions? deadlines = null)
    {
        Memory = new TransferMemory(capacity, Pool);
        StorageServices services = new() { Memory = Memory, Time = time ?? TimeProvider.System };
        StubBackendOptions options = new()
        {
            Retry = retry ?? new RetryOptions { BaseDelay = TimeSpan.Zero, MaxDelay = TimeSpan.Zero },
            Deadlines = deadlines ?? new DeadlineOptions(),
        };
        Backend = new StubBackend(capabilities ?? new StorageCapabilities { ConditionalCreate = true }, services, options, OpenSink);
    }

    public TrackedPool Pool { get; } = new();

    public TransferMemory Memory { get; }

    public StubBackend Backend { get; }

    public RecordingSink Sink { get; init; } = new();

    /// <summary>Runs when the sink is opened.</summary>
    public Action? OnOpen { get; set; }

    public int Opened { get; private set; }

    public static byte[] Content(int length, int seed = 1)
    {
        byte[] bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    /// <summary>A source that yields the content in pieces, and then ends with or without a failure, or stays open.</summary>
    public static RecordingSource Source(byte[] content, int piece = 10_000, Exception? failure = null, bool staysOpen = false, bool ignoresCancellation = false)
    {
        Pipe pipe = new();
        _ = FeedAsync(pipe.Writer, content, piece, failure, staysOpen);
        return new RecordingSource(pipe.Reader) { IgnoresCancellation = ignoresCancellation };
    }

    public Task<WriteResult> WriteAsync(byte[] content, WriteOptions? options = null, CancellationToken cancellationToken = default) =>
        WriteAsync(Source(content), options, cancellationToken);

    public Task<WriteResult> WriteAsync(PipeReader source, WriteOptions? options = null, CancellationToken cancellationToken = default) =>
        Backend.WriteAsync("object", source, options, cancellationToken);

    /// <summary>Nothing was published, nothing is left behind.</summary>
    public void AssertUntouched(bool wasOpened = true)
    {
        Assert.That(Sink.Published, Is.Null);
        if (wasOpened)
        {
            Assert.That(Sink.Calls.Count(call => call == "abort"), Is.EqualTo(1));
            Assert.That(Sink.Calls[^2..], Is.EqualTo(new[] { "abort", "dispose" }));
        }

        AssertNothingHeld();
    }

    public void AssertNothingHeld()
    {
        Assert.That(Sink.UnderWay, Is.Zero);
        Assert.That(Memory.Reserved, Is.Zero);
        Assert.That((Pool.Rented, Pool.ReturnedTwice), Is.EqualTo((0, 0)));
    }

    public void Dispose() => Memory.Dispose();

    private static async Task FeedAsync(PipeWriter writer, byte[] content, int piece, Exception? failure, bool staysOpen)
    {
        for (int i = 0; i < content.Length; i += piece)
        {
            FlushResult flushed = await writer.WriteAsync(content.AsMemory(i, Math.Min(piece, content.Length - i)));
            if (flushed.IsCompleted)
            {
                return;
            }
        }

        if (!staysOpen)
        {
            await writer.CompleteAsync(failure);
        }
    }

    private RecordingSink OpenSink(WriteRequest request)
    {
        Opened++;
        OnOpen?.Invoke();
        return Sink;
    }
}
