namespace Orbit.Storage.Ssh.Connection;

/// <summary>How far away the server is: the shortest time that an answer took, so that neither a busy moment nor the first calls of a process count.</summary>
internal sealed class RoundTripTime(TimeProvider time)
{
    // Below it one connection fills a processor before it fills the way.
    private static readonly TimeSpan Long = TimeSpan.FromMilliseconds(5);

    private long _shortest = long.MaxValue;

    /// <summary>Whether several connections bring more than one; false as long as nothing was noted.</summary>
    public bool IsLong => Volatile.Read(ref _shortest) is var ticks && ticks != long.MaxValue && ticks > Long.Ticks;

    /// <summary>Whether one connection is enough; false as long as nothing was noted.</summary>
    public bool IsShort => Volatile.Read(ref _shortest) <= Long.Ticks;

    public long Start() => time.GetTimestamp();

    /// <summary>Notes a call that took some round trips.</summary>
    public void Note(long started, int trips)
    {
        long ticks = time.GetElapsedTime(started).Ticks / trips;
        long known;
        while (ticks < (known = Volatile.Read(ref _shortest)))
        {
            Interlocked.CompareExchange(ref _shortest, ticks, known);
        }
    }
}
