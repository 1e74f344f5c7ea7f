namespace Orbit.Storage.Testing.Faults;

/// <summary>How a body misbehaves: where it ends, how it ends there, and how fast it gets there.</summary>
internal sealed class BodyFault
{
    public long After { get; init; } = long.MaxValue;

    public Func<Exception>? Failure { get; init; }

    public bool Hangs { get; init; }

    public long? BytesPerSecond { get; init; }

    public Func<long, CancellationToken, ValueTask>? BeforeRead { get; init; }

    /// <summary>How many of the wanted bytes may be given now; 0 is a clean end. Throws or waits where the body does.</summary>
    public async ValueTask<int> AdmitAsync(long position, int wanted, TimeProvider time, CancellationToken cancellationToken)
    {
        if (BeforeRead is not null)
        {
            await BeforeRead(position, cancellationToken).ConfigureAwait(false);
        }

        long room = After - position;
        if (room <= 0)
        {
            if (Failure is not null)
            {
                throw Failure();
            }

            if (Hangs)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken).ConfigureAwait(false);
            }

            return 0;
        }

        if (BytesPerSecond is not { } rate)
        {
            return (int)Math.Min(room, wanted);
        }

        // A tenth of a second's worth at a time, so that the body moves all the while.
        int count = (int)Math.Min(Math.Max(1, rate / 10), Math.Min(room, wanted));
        await Task.Delay(TimeSpan.FromSeconds((double)count / rate), time, cancellationToken).ConfigureAwait(false);
        return count;
    }
}
