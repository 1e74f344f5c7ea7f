using System.IO.Pipelines;
using Orbit.Storage.Resilience;

namespace Orbit.Storage.Reading;

/// <summary>
/// Delivers in order through a pipe, within a window that moves with the consumer. The slot of the first segment reads straight into the
/// pipe's memory and needs no reservation, so that a starved byte budget delays but never stops a read; those ahead of it fill slabs.
/// </summary>
internal sealed class OrderedDelivery : IRangeDelivery
{
    private const int LeastRead = 4096;
    private readonly RangeDownload _download;
    private readonly TransferMemory _memory;
    private readonly PipeWriter _writer;
    private readonly PipePump _pump;
    private long _taken;

    public OrderedDelivery(RangeDownload download, TransferMemory memory, PipeWriter writer)
    {
        _download = download;
        _memory = memory;
        _writer = writer;
        _pump = new PipePump(download, writer);
        _taken = download.Plan.Span.Offset;
    }

    public bool KeepsOrder => true;

    /// <summary>The consumer has taken, or looked at and left, everything before this offset: the window moves on.</summary>
    public void OnTaken(long offset)
    {
        bool hasRoom;
        lock (_download.Gate)
        {
            _taken = Math.Max(_taken, offset);
            hasRoom = HasRoom(_download.Planned);
        }

        if (hasRoom)
        {
            _download.Refill();
        }
    }

    public bool TryAdmit(RangeSegment segment) => HasRoom(segment.Start) && (_pump.TryLend(segment) || TryBuffer(segment, null));

    public bool TryAdmitTail(RangeSegment segment, RangeSegment tail)
    {
        if (!TryBuffer(tail, segment.Buffer))
        {
            return false;
        }

        segment.Buffer?.Shrink(tail.Start - segment.Start);
        return true;
    }

    public async ValueTask<Memory<byte>> GetMemoryAsync(RangeSegment segment, CancellationToken cancellationToken)
    {
        if (!segment.IsDirect && segment.Buffer!.IsFull)
        {
            // Only a body that replaces the ones behind it has more bytes than its segment has room.
            await segment.WhenDirectAsync(_download.Gate).WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        segment.IsReadDirect = segment.IsDirect;
        if (!segment.IsReadDirect)
        {
            return segment.Buffer!.GetMemory();
        }

        while (await _pump.TryMoveAsync(segment).ConfigureAwait(false))
        {
        }

        if (segment.Buffer is not null)
        {
            lock (_download.Gate)
            {
                segment.ReleaseBuffer();
            }
        }

        return _writer.GetMemory((int)Math.Min(LeastRead, segment.Left));
    }

    public ValueTask CommitAsync(RangeSegment segment, int count, CancellationToken cancellationToken)
    {
        lock (_download.Gate)
        {
            segment.Received += count;
            if (!segment.IsReadDirect)
            {
                segment.Buffer!.Fill(count);
                return default;
            }
        }

        _writer.Advance(count);
        return _pump.FlushAsync();
    }

    public ValueTask AfterEndAsync(RangeSegment segment) => segment.IsDirect ? _pump.RunAsync() : default;

    public void Release(RangeSegment segment) => segment.ReleaseBuffer();

    // A shorter last range counts as a whole one, so that the window holds in ranges as it does in bytes.
    private bool HasRoom(long start) => start + _download.Plan.RangeSize - _taken <= _download.Plan.Window;

    private bool TryBuffer(RangeSegment segment, SegmentBuffer? shared)
    {
        long length = segment.End - segment.Start;
        ReadAheadReservation? reservation = shared?.Reservation.Share()
            ?? (_memory.TryReserveForRead(length) is { } reserved ? new ReadAheadReservation(reserved) : null);
        segment.Buffer = reservation is null ? null : new SegmentBuffer(reservation, length);
        return reservation is not null;
    }
}
