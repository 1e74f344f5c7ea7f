namespace Orbit.Storage.Testing.Scripted;

/// <summary>The connections to the server, and who has not given one back.</summary>
internal sealed class ScriptedConnections(int? limit)
{
    private readonly SemaphoreSlim? _free = limit is { } count ? new SemaphoreSlim(count) : null;
    private int _leased;
    private int _peak;

    public int Leased => Volatile.Read(ref _leased);

    public int Peak => Volatile.Read(ref _peak);

    public async Task<IDisposable> LeaseAsync(CancellationToken cancellationToken)
    {
        if (_free is not null)
        {
            await _free.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        int leased = Interlocked.Increment(ref _leased);
        for (int peak = Peak; leased > peak; peak = Peak)
        {
            Interlocked.CompareExchange(ref _peak, leased, peak);
        }

        return new Lease(this);
    }

    private sealed class Lease(ScriptedConnections owner) : IDisposable
    {
        private int _isReturned;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isReturned, 1) == 0)
            {
                Interlocked.Decrement(ref owner._leased);
                owner._free?.Release();
            }
        }
    }
}
