namespace Orbit.Storage.Testing.Faults;

/// <summary>Lets a call pass: writes it down, and lets the planned fault strike before or after it.</summary>
internal sealed class CallObserver(CallLog log, FaultPlan plan)
{
    public TimeProvider Time => plan.Time;

    public async Task<TResult> RunAsync<TResult>(ObservedCall call, Func<Fault?, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken)
    {
        log.Begin(call);
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            Fault? fault = plan.Next(call);
            if (fault?.Before is { } before)
            {
                await before(call, plan.Time, cancellationToken).ConfigureAwait(false);
            }

            TResult result = await work(fault, cancellationToken).ConfigureAwait(false);
            if (fault?.After is { } after)
            {
                await after(call, plan.Time, cancellationToken).ConfigureAwait(false);
            }

            return result;
        }
        finally
        {
            log.End(call);
        }
    }

    public Task RunAsync(ObservedCall call, Func<CancellationToken, Task> work, CancellationToken cancellationToken) =>
        RunAsync(
            call,
            async (_, token) =>
            {
                await work(token).ConfigureAwait(false);
                return true;
            },
            cancellationToken);
}
