using System.Buffers;
using System.IO.Pipelines;
using Orbit.Storage.Decorators;

namespace Orbit.Storage.Writing;

/// <summary>
/// A stream as the source of a write: a pipe to whoever stands between, and to the writer itself a stream that it reads straight into the memory of a part. The stream stays open.
/// </summary>
internal sealed class StreamSource(Stream stream) : DelegatingPipeReader(PipeReader.Create(stream, Options))
{
    private const int BufferSize = 128 * 1024;
    private static readonly StreamPipeReaderOptions Options = new(bufferSize: BufferSize, minimumReadSize: BufferSize / 2, leaveOpen: true);

    private ReadOnlySequence<byte> _shown;

    /// <summary>Whether the pipe holds no bytes back, so that what the stream gives next is what comes next.</summary>
    public bool IsDrained { get; private set; } = true;

    /// <summary>Reads past the pipe, which must be drained.</summary>
    /// <returns>How many bytes; 0 at the end.</returns>
    public ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken) => stream.ReadAsync(buffer, cancellationToken);

    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        ReadResult result = await Inner.ReadAsync(cancellationToken).ConfigureAwait(false);
        Show(result);
        return result;
    }

    public override bool TryRead(out ReadResult result)
    {
        bool any = Inner.TryRead(out result);
        if (any)
        {
            Show(result);
        }

        return any;
    }

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        IsDrained = _shown.Slice(consumed).IsEmpty;
        _shown = default;
        Inner.AdvanceTo(consumed, examined);
    }

    private void Show(in ReadResult result)
    {
        _shown = result.Buffer;
        IsDrained = _shown.IsEmpty;
    }
}
