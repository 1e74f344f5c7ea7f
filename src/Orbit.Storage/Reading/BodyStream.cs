using Orbit.Storage.Transport;

namespace Orbit.Storage.Reading;

/// <summary>Moves the bytes of one body to where its segment wants them, and sees that they are those that were asked for.</summary>
internal sealed class BodyStream(RangeDownload download, RangeSegment segment, BodyAttempt attempt)
{
    /// <summary>Asks for the body and moves it.</summary>
    /// <param name="stop">Ends the download; the attempt's own token ends this body alone.</param>
    public async ValueTask RunAsync(CancellationToken stop)
    {
        download.BeginWait(attempt);
        IRangeBody body = await download.Source.OpenAsync(attempt.Asked, attempt.Token).ConfigureAwait(false);
        int last;
        try
        {
            download.EndWait(attempt, 0);
            last = await MoveAsync(body, stop).ConfigureAwait(false);
        }
        finally
        {
            download.Bury(body);
        }

        if (last > 0)
        {
            await download.Delivery.CommitAsync(segment, last, stop).ConfigureAwait(false);
            download.Count(segment, last);
        }
    }

    /// <summary>Moves all but the last read: the consumer gets that when the body is known to end with it, and is closed.</summary>
    /// <returns>How many bytes the last read brought.</returns>
    private async ValueTask<int> MoveAsync(IRangeBody body, CancellationToken stop)
    {
        ByteSpan answer = body.Span;
        if (answer != attempt.Asked && !AcceptWhole(answer))
        {
            return 0;
        }

        await SkipAsync(body, segment.Received - answer.Offset).ConfigureAwait(false);
        while (download.IsWanted(segment))
        {
            Memory<byte> memory = await download.Delivery.GetMemoryAsync(segment, attempt.Token).ConfigureAwait(false);
            int wanted = download.Claim(segment, memory.Length, answer.End);
            if (wanted <= 0)
            {
                break;
            }

            download.BeginWait(attempt);
            int count = await body.ReadAsync(memory[..wanted], attempt.Token).ConfigureAwait(false);
            download.EndWait(attempt, count);
            if (count == 0)
            {
                throw EndedEarly(answer.End);
            }

            if (segment.Received + count == answer.End)
            {
                await CheckEndAsync(body).ConfigureAwait(false);
                segment.Checksum?.Append(memory.Span[..count]);
                return count;
            }

            segment.Checksum?.Append(memory.Span[..count]);
            await download.Delivery.CommitAsync(segment, count, stop).ConfigureAwait(false);
            download.Count(segment, count);
        }

        return 0;
    }

    private async ValueTask<int> ReadAsync(IRangeBody body, Memory<byte> memory)
    {
        download.BeginWait(attempt);
        int count = await body.ReadAsync(memory, attempt.Token).ConfigureAwait(false);
        download.EndWait(attempt, count);
        return count;
    }

    private async ValueTask SkipAsync(IRangeBody body, long bytes)
    {
        while (bytes > 0)
        {
            Memory<byte> memory = await download.Delivery.GetMemoryAsync(segment, attempt.Token).ConfigureAwait(false);
            int count = await ReadAsync(body, memory[..(int)Math.Min(memory.Length, bytes)]).ConfigureAwait(false);
            bytes -= count > 0 ? count : throw EndedEarly(body.Span.End);
        }
    }

    /// <summary>Sees a body to its end, which also frees its connection: one that has more than it promised is not to be trusted.</summary>
    private async ValueTask CheckEndAsync(IRangeBody body)
    {
        try
        {
            if (await ReadAsync(body, new byte[1]).ConfigureAwait(false) > 0)
            {
                throw download.Describe(new StorageFault(StorageErrorKind.LengthMismatch, $"the body of the bytes {body.Span} goes on behind its end."));
            }
        }
        catch (Exception failure) when (failure is StorageException { IsTransient: true } || attempt.Verdict != AttemptVerdict.None)
        {
            // All bytes are here. A connection that breaks behind them took none along.
        }
    }

    private bool AcceptWhole(ByteSpan answer)
    {
        if (answer != new ByteSpan(0, download.Plan.ObjectSize))
        {
            throw download.Describe(new StorageFault(StorageErrorKind.Other, $"the bytes {attempt.Asked} were asked for and the store answered with {answer}."));
        }

        return download.Plan.IsWhole
            ? download.FallBackTo(segment)
            : throw download.Describe(StorageFault.Unsupported($"the store ignores ranges: it answered the range {attempt.Asked} with the whole object; read the whole object instead."));
    }

    private StorageException EndedEarly(long end)
    {
        // Once may be the connection's fault. Twice at the same place, the object itself is shorter than it said.
        bool isFirst = segment.EndedEarlyAt != segment.Received;
        segment.EndedEarlyAt = segment.Received;
        string detail = $"the body ended at byte {segment.Received} and not at {end}.";
        return download.Describe(new StorageFault(StorageErrorKind.LengthMismatch, detail) { IsTransient = isFirst });
    }
}
