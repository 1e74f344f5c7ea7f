using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Orbit.Storage.Reading;

/// <summary>
/// Moves the bytes of segments that came ahead of their turn into the pipe, first things first. It runs only while there are some: then the
/// pipe belongs to the slot of the first segment, and when that has ended, to the pump again.
/// </summary>
internal sealed class PipePump(RangeDownload download, PipeWriter writer)
{
    private bool _isWriterFree = true;

    /// <summary>Gives the pipe to a segment that is first, if nobody has it. Under the gate.</summary>
    public bool TryLend(RangeSegment segment)
    {
        if (!_isWriterFree)
        {
            return false;
        }

        _isWriterFree = false;
        segment.SetDirect();
        return true;
    }

    /// <summary>Goes on after the segment that had the pipe has ended.</summary>
    public async ValueTask RunAsync()
    {
        while (true)
        {
            RangeSegment? first = TakeTurn(out Exception? failure, out bool isOver);
            if (isOver || failure is not null)
            {
                download.End(failure);
            }

            if (isOver)
            {
                await writer.CompleteAsync().ConfigureAwait(false);
            }

            if (first is null)
            {
                // The pipe may have come free after the consumer took all there was; then nobody else asks for the next range.
                download.Refill();
                return;
            }

            if (!await TryMoveAsync(first).ConfigureAwait(false))
            {
                download.Refill();
            }
        }
    }

    /// <summary>Moves some of a segment's buffered bytes into the pipe. For the one who has the pipe.</summary>
    /// <returns>False where there were none.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> TryMoveAsync(RangeSegment segment)
    {
        ReadOnlyMemory<byte> bytes;
        lock (download.Gate)
        {
            bytes = segment.Buffer?.Peek() ?? default;
        }

        if (bytes.IsEmpty)
        {
            return false;
        }

        bytes.CopyTo(writer.GetMemory(bytes.Length));
        writer.Advance(bytes.Length);
        lock (download.Gate)
        {
            segment.Buffer!.Take(bytes.Length);
            if (segment.Buffer.Buffered == 0 && (segment.IsEnded || segment.IsDirect))
            {
                // Before the consumer can take them and the window moves on, so that two never hold the same room.
                segment.ReleaseBuffer();
            }
        }

        await FlushAsync().ConfigureAwait(false);
        return true;
    }

    /// <summary>Hands the consumer what was written. For the one who has the pipe.</summary>
    public ValueTask FlushAsync()
    {
        ValueTask<FlushResult> flush = writer.FlushAsync(download.Stop);
        if (!flush.IsCompletedSuccessfully)
        {
            return AwaitAsync(flush);
        }

        ThrowIfAlone(flush.Result);
        return default;
    }

    // Pooled: a slow consumer makes every flush wait, eight thousand times a gibibyte.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private static async ValueTask AwaitAsync(ValueTask<FlushResult> flush) => ThrowIfAlone(await flush.ConfigureAwait(false));

    private static void ThrowIfAlone(FlushResult result)
    {
        if (result.IsCompleted)
        {
            throw new OperationCanceledException("The consumer has completed its reader.");
        }
    }

    /// <summary>Finds out whose turn it is.</summary>
    /// <returns>The first segment, if it has bytes to move or was just removed; null where the pump is done for now.</returns>
    private RangeSegment? TakeTurn(out Exception? failure, out bool isOver)
    {
        (failure, isOver) = (null, false);
        lock (download.Gate)
        {
            if (download.First is not { } first)
            {
                failure = download.IsAllPlanned ? download.FindMismatch() : null;
                isOver = download.IsAllPlanned && failure is null;
                _isWriterFree = !download.IsAllPlanned;
                return null;
            }

            if (first.Buffer is { Buffered: > 0 })
            {
                return first;
            }

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

            download.Remove(first);
            first.ReleaseBuffer();
            return first;
        }
    }
}
