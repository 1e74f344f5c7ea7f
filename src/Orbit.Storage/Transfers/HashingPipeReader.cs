using System.Buffers;
using System.IO.Hashing;
using System.IO.Pipelines;
using Orbit.Storage.Decorators;

namespace Orbit.Storage.Transfers;

/// <summary>Passes content through and computes the XXH3 of what its reader consumes.</summary>
internal sealed class HashingPipeReader(PipeReader inner) : DelegatingPipeReader(inner)
{
    private readonly XxHash3 _hash = new();
    private ReadOnlySequence<byte> _shown;

    /// <summary>How many bytes were consumed.</summary>
    public long Length { get; private set; }

    /// <summary>The hash of the bytes consumed.</summary>
    public ContentChecksum Checksum => new(ChecksumAlgorithm.XxHash3, _hash.GetCurrentHash());

    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        ReadResult result = await Inner.ReadAsync(cancellationToken).ConfigureAwait(false);
        _shown = result.Buffer;
        return result;
    }

    public override bool TryRead(out ReadResult result)
    {
        bool any = Inner.TryRead(out result);
        _shown = any ? result.Buffer : default;
        return any;
    }

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        ReadOnlySequence<byte> taken = _shown.Slice(0, consumed);
        foreach (ReadOnlyMemory<byte> piece in taken)
        {
            _hash.Append(piece.Span);
        }

        Length += taken.Length;
        _shown = default;
        Inner.AdvanceTo(consumed, examined);
    }
}
