using Orbit.Storage.Diagnostics;

namespace Orbit.Storage.Reading;

/// <summary>Fetches one segment, by as many bodies as it takes: each goes on at the byte that the last one reached.</summary>
internal sealed class SegmentFetch(RangeDownload download, RangeSegment segment)
{
    // A body that moved this much before it broke was worth its request: the count of attempts begins anew.
    private const long ProgressThatCounts = 1024 * 1024;

    public async ValueTask RunAsync(CancellationToken stop)
    {
        while (download.IsWanted(segment))
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
            await new BodyStream(download, segment, attempt).RunAsync(stop).ConfigureAwait(false);
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

    private StorageException? Fault(BodyAttempt attempt, Exception failure) => failure switch
    {
        _ when attempt.Verdict == AttemptVerdict.TimedOut => download.Describe(new StorageFault(StorageErrorKind.Timeout, attempt.Complaint!)),
        OperationCanceledException => download.Describe(new StorageFault(StorageErrorKind.Timeout, "the transport gave up waiting.")),
        _ => failure as StorageException,
    };
}
