using Orbit.Storage.Transport;

namespace Orbit.Storage.Local;

/// <summary>Reads one range by position. Where it ends, the file must be as it was when it was opened: it may have been written in place.</summary>
internal sealed class LocalRangeBody(ILocalFile file, ByteSpan span) : IRangeBody
{
    private long _position = span.Offset;

    public ByteSpan Span => span;

    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        int wanted = (int)Math.Min(buffer.Length, span.End - _position);
        if (wanted == 0)
        {
            return 0;
        }

        int count = await RandomAccess.ReadAsync(file.Handle, buffer[..wanted], _position, cancellationToken).ConfigureAwait(false);
        _position += count;
        if (count == 0 || _position == span.End)
        {
            CheckUnchanged();
        }

        return count;
    }

    public ValueTask DisposeAsync() => default;

    private void CheckUnchanged()
    {
        (long size, DateTimeOffset lastModified) = file.Examine();
        if (size < span.End)
        {
            throw new StorageException(StorageErrorKind.LengthMismatch, $"the file was cut to {size} bytes while it was read; it had {file.Entry.Size}.");
        }

        if (size != file.Entry.Size || lastModified != file.Entry.LastModified)
        {
            throw new StorageException(StorageErrorKind.ObjectChanged, "the file was changed in place while it was read; read it again.");
        }
    }
}
