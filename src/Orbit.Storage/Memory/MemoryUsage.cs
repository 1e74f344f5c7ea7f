namespace Orbit.Storage.Memory;

/// <summary>Counts what is open, so that a test can see that nothing was left behind.</summary>
internal sealed class MemoryUsage
{
    private int _openReads;
    private int _openWrites;

    public int OpenReads => Volatile.Read(ref _openReads);

    public int OpenWrites => Volatile.Read(ref _openWrites);

    public void ReadBegins() => Interlocked.Increment(ref _openReads);

    public void ReadEnds() => Interlocked.Decrement(ref _openReads);

    public void WriteBegins() => Interlocked.Increment(ref _openWrites);

    public void WriteEnds() => Interlocked.Decrement(ref _openWrites);
}
