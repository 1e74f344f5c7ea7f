using Amazon.S3.Model;
using Orbit.Storage.Transport;

namespace Orbit.Storage.S3;

/// <summary>The body of one GET, or the first so many bytes of it.</summary>
internal sealed class S3RangeBody(GetObjectResponse answer, ByteSpan span) : IRangeBody
{
    private long _left = span.Length;

    public ByteSpan Span => span;

    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        // Past the end it is asked as well: only a body that was read to its end gives its connection back.
        int wanted = _left > 0 ? (int)Math.Min(buffer.Length, _left) : IsCut ? 0 : buffer.Length;
        int count = wanted == 0 ? 0 : await answer.ResponseStream.ReadAsync(buffer[..wanted], cancellationToken).ConfigureAwait(false);
        _left -= count;
        return count;
    }

    /// <summary>The same body as the answer to a narrower question, where it begins at the same byte.</summary>
    public S3RangeBody? TryCut(ByteSpan wanted) => wanted == span ? this : wanted.Offset == span.Offset && wanted.End < span.End ? new S3RangeBody(answer, wanted) : null;

    public ValueTask DisposeAsync()
    {
        answer.Dispose();
        return default;
    }

    private bool IsCut => answer.ContentLength > span.Length;
}
