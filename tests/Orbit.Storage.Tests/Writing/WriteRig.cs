using System.IO.Pipelines;
using Orbit.Storage.Resilience;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Tests.Writing;

/// <summary>A backend with a recording sink on a byte budget of its own.</summary>
internal sealed class WriteRig : IDisposable
{
    public const int PartSize = StubBackend.PartSize;

    public WriteRig(StorageCapabilities? capabilities = null, TimeProvider? time = null, long capacity = 8 << 20, RetryOptions? retry = null)
    {
        Memory = new TransferMemory(capacity);
        StorageServices services = new() { Memory = Memory, Time = time ?? TimeProvider.System };
        StubBackendOptions options = new() { Retry = retry ?? new RetryOptions { BaseDelay = TimeSpan.Zero, MaxDelay = TimeSpan.Zero } };
        Backend = new StubBackend(capabilities ?? new StorageCapabilities { ConditionalCreate = true }, services, options, OpenSink);
    }

    public TransferMemory Memory { get; }

    public StubBackend Backend { get; }

    public RecordingSink Sink { get; } = new();

    public int Opened { get; private set; }

    public static byte[] Content(int length, int seed = 1)
    {
        byte[] bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    /// <summary>A source that yields the content in pieces and ends.</summary>
    public static PipeReader Source(byte[] content, int piece = 10_000)
    {
        Pipe pipe = new();
        _ = FeedAsync(pipe.Writer, content, piece);
        return pipe.Reader;
    }

    public Task<WriteResult> WriteAsync(byte[] content, WriteOptions? options = null, CancellationToken cancellationToken = default) =>
        Backend.WriteAsync("object", Source(content), options, cancellationToken);

    public void Dispose() => Memory.Dispose();

    private static async Task FeedAsync(PipeWriter writer, byte[] content, int piece)
    {
        for (int i = 0; i < content.Length; i += piece)
        {
            FlushResult flushed = await writer.WriteAsync(content.AsMemory(i, Math.Min(piece, content.Length - i)));
            if (flushed.IsCompleted)
            {
                break;
            }
        }

        await writer.CompleteAsync();
    }

    private RecordingSink OpenSink(WriteRequest request)
    {
        Opened++;
        return Sink;
    }
}
