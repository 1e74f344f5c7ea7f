using Orbit.Storage.Diagnostics;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Reading;

/// <summary>Fetches one segment: asks, checks the answer, moves its bytes, and asks again from the byte reached when a body breaks.</summary>
internal sealed class SegmentFetch(RangeDownload download, RangeSegment segment)
{
    // A body that moved this much before it broke was worth its request: the count of attempts begins anew.
    private const long ProgressThatCounts = 1024 * 1024;

    private long _endedEarlyAt = -1;

    public async ValueTask RunAsync(CancellationToken stop)
    {
        while (segment.Left > 0 && !segment.IsSuperseded)
        {
            await download.Retry.ExecuteAsync(static (fetch, token) => fetch.AttemptAsync(token), this, stop).ConfigureAwait(false);
        }
    }

    private async ValueTask<bool> AttemptAsync(CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        if (download.BeginAttempt(segment) is not { } attempt)
        {
            return true;
        }

        try
        {
            await StreamAsync(attempt, stop).ConfigureAwait(false);
            return true;
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            if (attempt.Verdict is AttemptVerdict.Silent or AttemptVerdict.Superseded)
            {
                return true;
            }

            if (Fault(attempt, failure) is not { } fault)
            {
                throw;
            }

            download.Observe(fault);
            if (fault.IsTransient && segment.Received - attempt.Asked.Offset >= ProgressThatCounts)
            {
                StorageTelemetry.Retries.Add(1);
                return true;
            }

            if (fault != failure)
            {
                throw fault;
            }

            throw;
        }
        finally
        {
            download.EndAttempt(segment, attempt);
        }
    }

    private async ValueTask StreamAsync(BodyAttempt attempt, CancellationToken stop)
    {
        download.BeginWait(attempt);
        IRangeBody body = await download.Source.OpenAsync(attempt.Asked, attempt.Token).ConfigureAwait(false);
        int last;
        try
        {
            download.EndWait(attempt, 0);
            last = await StreamAsync(body, attempt, stop).ConfigureAwait(false);
        }
        finally
        {
            download.Bury(body);
        }

        if (last > 0)
        {
            await CommitAsync(last, stop).ConfigureAwait(false);
        }
    }

    /// <summary>Moves a body's bytes, but for the last read: the consumer gets those when the body is known to end with them, and is closed.</summary>
    /// <returns>How many bytes the last read brought.</returns>
    private async ValueTask<int> StreamAsync(IRangeBody body, BodyAttempt attempt, CancellationToken stop)
    {
        ByteSpan answer = body.Span;
        if (answer != attempt.Asked && !AcceptWhole(answer, attempt.Asked))
        {
            return 0;
        }

        await SkipAsync(body, attempt, segment.Received - answer.Offset).ConfigureAwait(false);
        while (segment.Left > 0)
        {
            Memory<byte> memory = await download.Delivery.GetMemoryAsync(segment, attempt.Token).ConfigureAwait(false);
            int wanted = download.Claim(segment, memory.Length, answer.End);
            if (wanted <= 0)
            {
                break;
            }

            int count = await ReadAsync(body, attempt, memory[..wanted]).ConfigureAwait(false);
            if (count == 0)
            {
                throw EndedEarly(answer.End);
            }

            if (segment.Received + count == answer.End)
            {
                await CheckEndAsync(body, attempt).ConfigureAwait(false);
                return count;
            }

            await CommitAsync(count, stop).ConfigureAwait(false);
        }

        return 0;
    }

    private async ValueTask CommitAsync(int count, CancellationToken stop)
    {
        await download.Delivery.CommitAsync(segment, count, stop).ConfigureAwait(false);
        download.Count(count);
    }

    private async ValueTask<int> ReadAsync(IRangeBody body, BodyAttempt attempt, Memory<byte> memory)
    {
        download.BeginWait(attempt);
        int count = await body.ReadAsync(memory, attempt.Token).ConfigureAwait(false);
        download.EndWait(attempt, count);
        return count;
    }

    private async ValueTask SkipAsync(IRangeBody body, BodyAttempt attempt, long bytes)
    {
        while (bytes > 0)
        {
            Memory<byte> memory = await download.Delivery.GetMemoryAsync(segment, attempt.Token).ConfigureAwait(false);
            int count = await ReadAsync(body, attempt, memory[..(int)Math.Min(memory.Length, bytes)]).ConfigureAwait(false);
            bytes -= count > 0 ? count : throw EndedEarly(body.Span.End);
        }
    }

    /// <summary>Sees a body to its end, which also frees its connection: one that has more than it promised is not to be trusted.</summary>
    private async ValueTask CheckEndAsync(IRangeBody body, BodyAttempt attempt)
    {
        try
        {
            if (await ReadAsync(body, attempt, new byte[1]).ConfigureAwait(false) > 0)
            {
                throw download.Describe(new StorageFault(StorageErrorKind.LengthMismatch, $"the body of the bytes {body.Span} goes on behind its end."));
            }
        }
        catch (Exception failure) when (failure is StorageException { IsTransient: true } || attempt.Verdict != AttemptVerdict.None)
        {
            // All bytes are here. A connection that breaks behind them took none along.
        }
    }

    private bool AcceptWhole(ByteSpan answer, ByteSpan asked)
    {
        if (answer != new ByteSpan(0, download.Plan.ObjectSize))
        {
            throw download.Describe(new StorageFault(StorageErrorKind.Other, $"the bytes {asked} were asked for and the store answered with {answer}."));
        }

        return download.Plan.IsWhole
            ? download.FallBackTo(segment)
            : throw download.Describe(StorageFault.Unsupported($"the store ignores ranges: it answered the range {asked} with the whole object; read the whole object instead."));
    }

    private StorageException EndedEarly(long end)
    {
        bool isFirst = _endedEarlyAt != segment.Received;
        _endedEarlyAt = segment.Received;
        string detail = $"the body ended at byte {segment.Received} and not at {end}.";
        return download.Describe(new StorageFault(StorageErrorKind.LengthMismatch, detail) { IsTransient = isFirst });
    }

    private StorageException? Fault(BodyAttempt attempt, Exception failure) => failure switch
    {
        _ when attempt.Verdict == AttemptVerdict.TimedOut => download.Describe(new StorageFault(StorageErrorKind.Timeout, attempt.Complaint!)),
        OperationCanceledException => download.Describe(new StorageFault(StorageErrorKind.Timeout, "the transport gave up waiting.")),
        _ => failure as StorageException,
    };
}
