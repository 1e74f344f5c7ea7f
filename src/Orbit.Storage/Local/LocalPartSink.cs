using System.Buffers;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Local;

/// <summary>Writes parts by position into a hidden sibling, and renames it.</summary>
internal sealed class LocalPartSink(ILocalVolume volume, WriteRequest request) : IPartSink
{
    private ILocalTemporary? _temporary;

    public Task<WriteResult> WriteWholeAsync(PartContent content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        return content.TryGetMemory(out ReadOnlySequence<byte> bytes)
            ? Task.Run(() => WriteWhole(bytes), cancellationToken)
            : WriteSpooledWholeAsync(content, cancellationToken);
    }

    public Task BeginAsync(CancellationToken cancellationToken) => Task.Run(Begin, cancellationToken);

    public async Task<PartReceipt?> WritePartAsync(PartContent part, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(part);
        ILocalTemporary temporary = _temporary ?? throw new InvalidOperationException("The write has not begun.");
        if (part.TryGetMemory(out ReadOnlySequence<byte> bytes))
        {
            await WriteAsync(temporary, bytes, part.Offset, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await WriteSpooledAsync(temporary, part, cancellationToken).ConfigureAwait(false);
        }

        return null;
    }

    public Task<WriteResult> CompleteAsync(IReadOnlyList<PartReceipt> parts, long length, CancellationToken cancellationToken)
    {
        ILocalTemporary temporary = _temporary ?? throw new InvalidOperationException("The write has not begun.");
        return Task.Run(() => temporary.Publish(length), cancellationToken);
    }

    // Not under the token: the temporary file is better removed late than left.
    public Task AbortAsync(CancellationToken cancellationToken) => Task.Run(() => _temporary?.Remove(), CancellationToken.None);

    public ValueTask DisposeAsync()
    {
        _temporary?.Dispose();
        return default;
    }

    private async Task<WriteResult> WriteSpooledWholeAsync(PartContent content, CancellationToken cancellationToken)
    {
        await BeginAsync(cancellationToken).ConfigureAwait(false);
        await WritePartAsync(content, cancellationToken).ConfigureAwait(false);
        return await CompleteAsync([], content.Length, cancellationToken).ConfigureAwait(false);
    }

    // Small content is done in one go on one thread: three hops would cost more than the system calls.
    private WriteResult WriteWhole(ReadOnlySequence<byte> bytes)
    {
        _temporary ??= volume.CreateTemporary(request);
        if (!bytes.IsEmpty)
        {
            RandomAccess.Write(_temporary.Handle, Segments(bytes), 0);
        }

        return _temporary.Publish(bytes.Length);
    }

    private static ValueTask WriteAsync(ILocalTemporary temporary, ReadOnlySequence<byte> bytes, long offset, CancellationToken cancellationToken)
    {
        return bytes.IsSingleSegment
            ? RandomAccess.WriteAsync(temporary.Handle, bytes.First, offset, cancellationToken)
            : RandomAccess.WriteAsync(temporary.Handle, Segments(bytes), offset, cancellationToken);
    }

    private static List<ReadOnlyMemory<byte>> Segments(ReadOnlySequence<byte> bytes)
    {
        List<ReadOnlyMemory<byte>> segments = new(16);
        foreach (ReadOnlyMemory<byte> segment in bytes)
        {
            segments.Add(segment);
        }

        return segments;
    }

    private static async Task WriteSpooledAsync(ILocalTemporary temporary, PartContent part, CancellationToken cancellationToken)
    {
        Stream stream = part.OpenStream();
        byte[] buffer = ArrayPool<byte>.Shared.Rent(Resilience.TransferMemory.SlabSize);
        try
        {
            long offset = part.Offset;
            int count;
            while ((count = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                await RandomAccess.WriteAsync(temporary.Handle, buffer.AsMemory(0, count), offset, cancellationToken).ConfigureAwait(false);
                offset += count;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            await stream.DisposeAsync().ConfigureAwait(false);
        }
    }

    // A second call comes after a transient failure; what the first one made serves.
    private void Begin()
    {
        _temporary ??= volume.CreateTemporary(request);
        if (request.Length is > 0 and { } length)
        {
            _temporary.Preallocate(length);
        }
    }
}
