namespace Orbit.Storage.Writing;

/// <summary>Tells a try that ran out of time from one that the caller ended, whatever the transport threw when it was stopped.</summary>
internal static class AttemptFailure
{
    /// <summary>Says which deadline passed.</summary>
    /// <returns>Null where none did.</returns>
    public static string? FindTimeout(Exception failure, AttemptWatch watch, CancellationToken caller)
    {
        if (caller.IsCancellationRequested)
        {
            return null;
        }

        return watch.Stall ?? (failure is OperationCanceledException ? "the transport gave up waiting for an answer." : null);
    }
}
