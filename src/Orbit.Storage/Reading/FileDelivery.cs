using System.Runtime.CompilerServices;
using Microsoft.Win32.SafeHandles;
using Orbit.Storage.Resilience;

namespace Orbit.Storage.Reading;

/// <summary>
/// Writes each byte to its place in a file, whichever comes first. A slot has one slab; where the byte budget has none to spare there are fewer
/// slots, down to the one whose slab was waited for before anything was opened.
/// </summary>
internal sealed class FileDelivery : IRangeDelivery, IDisposable
{
    private readonly RangeDownload _download;
    private readonly TransferMemory _memory;
    private readonly Task<SafeFileHandle> _file;
    private readonly Stack<FileBlock> _free = new();

    public FileDelivery(RangeDownload download, TransferMemory memory, Task<SafeFileHandle> file, MemoryReservation first)
    {
        _download = download;
        _memory = memory;
        _file = file;
        _free.Push(new FileBlock(first));
    }

    public bool KeepsOrder => false;

    public bool TryAdmit(RangeSegment segment)
    {
        if (_free.TryPop(out FileBlock? block))
        {
            segment.Block = block;
        }
        else if (_memory.TryReserveForRead(TransferMemory.SlabSize) is { } reservation)
        {
            segment.Block = new FileBlock(reservation);
        }

        return segment.Block is not null;
    }

    public bool TryAdmitTail(RangeSegment segment, RangeSegment tail) => TryAdmit(tail);

    public async ValueTask<Memory<byte>> GetMemoryAsync(RangeSegment segment, CancellationToken cancellationToken)
    {
        FileBlock block = segment.Block!;
        if (block.Filled == block.Memory.Length)
        {
            await WriteAsync(segment, block, cancellationToken).ConfigureAwait(false);
        }

        return block.Memory[block.Filled..];
    }

    public ValueTask CommitAsync(RangeSegment segment, int count, CancellationToken cancellationToken)
    {
        FileBlock block = segment.Block!;
        block.Filled += count;
        bool isLast;
        lock (_download.Gate)
        {
            segment.Received += count;
            isLast = segment.Left == 0;
        }

        return isLast || block.Filled == block.Memory.Length ? WriteAsync(segment, block, cancellationToken) : default;
    }

    public ValueTask AfterEndAsync(RangeSegment segment)
    {
        bool isOver = false;
        StorageException? mismatch = null;
        lock (_download.Gate)
        {
            if (!segment.IsSuperseded && segment.Failure is null)
            {
                _download.Remove(segment);
                Release(segment);
                isOver = _download.First is null && _download.IsAllPlanned;
                mismatch = isOver ? _download.FindMismatch() : null;
            }
        }

        if (isOver)
        {
            _download.End(mismatch);
        }
        else
        {
            _download.Refill();
        }

        return default;
    }

    public void Release(RangeSegment segment)
    {
        if (segment.Block is { } block)
        {
            block.Filled = 0;
            segment.Block = null;
            _free.Push(block);
        }
    }

    /// <summary>Frees the slabs, after everything has stopped.</summary>
    public void Dispose()
    {
        while (_free.TryPop(out FileBlock? block))
        {
            block.Dispose();
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask WriteAsync(RangeSegment segment, FileBlock block, CancellationToken cancellationToken)
    {
        long offset = segment.Received - block.Filled - _download.Plan.Span.Offset;
        SafeFileHandle file = await _file.WaitAsync(cancellationToken).ConfigureAwait(false);
        await RandomAccess.WriteAsync(file, block.Memory[..block.Filled], offset, cancellationToken).ConfigureAwait(false);
        block.Filled = 0;
    }
}
