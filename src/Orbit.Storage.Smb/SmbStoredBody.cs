using Orbit.Storage.Smb.Session;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Smb;

/// <summary>Reads back what is in a write's hidden sibling, by the write's own handle.</summary>
internal sealed class SmbStoredBody : IRangeBody
{
    private readonly PipelinedRead _read;

    public SmbStoredBody(SmbFile file, ByteSpan span)
    {
        Span = span;
        _read = new PipelinedRead(file, span.Offset, span.End);
        _read.Begin();
    }

    public ByteSpan Span { get; }

    public ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken) => _read.ReadAsync(buffer, cancellationToken);

    public ValueTask DisposeAsync()
    {
        _read.Dispose();
        return default;
    }
}
