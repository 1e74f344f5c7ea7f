using System.IO.Pipelines;
using Orbit.Storage.Resilience;

namespace Orbit.Storage.Reading;

/// <summary>
/// Delivers in order through a pipe. One at a time writes into it: either the slot of the first segment, which then reads straight into the
/// pipe's memory and needs no reservation, so that a starved byte budget delays but never stops a read; or whoever empties the buffers of
/// segments that came ahead of their turn.
/// </summary>
internal sealed class OrderedDelivery : IRangeDelivery
{
    private const int LeastRead = 4096;
    private readonly RangeDownload _download;
    private readonly TransferMemory _memory;
    private readonly PipeWriter _writer;
    private long _taken;
    private bool _isWriterFree = true;

    public OrderedDelivery(RangeDownload download, TransferMemory memory, PipeWriter writer)
    {
        _download = download;
        _memory = memory;
        _writer = writer;
        _taken = download.Plan.Span.Offset;
    }

    public bool KeepsOrder => true;

    /// <summary>The consumer has taken, or looked at and left, everything before this offset: the window moves on.</summary>
    public void OnTaken(long offset)
    {
        lock (_download.Gate)
        {
            _taken = Math.Max(_taken, offset);
        }

        _download.Refill();
    }

    public bool TryAdmit(RangeSegment segment)
    {
        // A shorter last range counts as a whole one, so that the window holds in ranges as it does in bytes.
        if (segment.Start + _download.Plan.RangeSize - _taken > _download.Plan.Window)
        {
            return false;
        }

        if (_isWriterFree)
        {
            _isWriterFree = false;
            segment.SetDirect();
            return true;
        }

        return TryBuffer(segment, null);
    }

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

        while (await TryMoveAsync(segment).ConfigureAwait(false))
        {
        }

        Release(segment);
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
        return FlushAsync();
    }

    public async ValueTask AfterEndAsync(RangeSegment segment)
    {
        if (!segment.IsDirect)
        {
            return;
        }

        while (true)
        {
            RangeSegment? first = TakeTurn(out bool isOver, out Exception? failure);
            if (isOver)
            {
                await _writer.CompleteAsync().ConfigureAwait(false);
                _download.End(null);
            }
            else if (failure is not null)
            {
                _download.End(failure);
            }

            if (first is null)
            {
                return;
            }

            if (!await TryMoveAsync(first).ConfigureAwait(false))
            {
                _download.Refill();
            }
        }
    }

    public void Release(RangeSegment segment)
    {
        segment.Buffer?.Dispose();
        segment.Buffer = null;
    }

    /// <summary>Finds out who writes next.</summary>
    /// <returns>The segment whose bytes are to be moved, or that was completed; null where there is nothing more to do here.</returns>
    private RangeSegment? TakeTurn(out bool isOver, out Exception? failure)
    {
        (isOver, failure) = (false, null);
        lock (_download.Gate)
        {
            RangeSegment? first = _download.First;
            if (first is null)
            {
                isOver = _download.IsAllPlanned;
                _isWriterFree = !isOver;
            }
            else if (first.Buffer is not { Buffered: > 0 })
            {
                if (!first.IsEnded)
                {
                    first.SetDirect();
                    return null;
                }

                failure = first.Failure;
                if (failure is not null)
                {
                    return null;
                }

                _download.Remove(first);
                Release(first);
            }

            return first;
        }
    }

    /// <summary>Moves some buffered bytes into the pipe.</summary>
    /// <returns>False where there were none.</returns>
    private async ValueTask<bool> TryMoveAsync(RangeSegment segment)
    {
        ReadOnlyMemory<byte> bytes;
        lock (_download.Gate)
        {
            bytes = segment.Buffer?.Peek() ?? default;
        }

        if (bytes.IsEmpty)
        {
            return false;
        }

        bytes.CopyTo(_writer.GetMemory(bytes.Length));
        _writer.Advance(bytes.Length);
        lock (_download.Gate)
        {
            segment.Buffer!.Take(bytes.Length);
        }

        await FlushAsync().ConfigureAwait(false);
        return true;
    }

    private async ValueTask FlushAsync()
    {
        FlushResult result = await _writer.FlushAsync(_download.Stop).ConfigureAwait(false);
        if (result.IsCompleted)
        {
            throw new OperationCanceledException("The consumer has completed its reader.");
        }
    }

    private bool TryBuffer(RangeSegment segment, SegmentBuffer? shared)
    {
        long length = segment.End - segment.Start;
        ReadAheadReservation? reservation = shared?.Reservation.Share()
            ?? (_memory.TryReserveForRead(length) is { } reserved ? new ReadAheadReservation(reserved) : null);
        segment.Buffer = reservation is null ? null : new SegmentBuffer(reservation, length);
        return reservation is not null;
    }
}
