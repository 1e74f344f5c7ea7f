namespace Orbit.Storage.Smb.Session;

/// <summary>So many bytes, of which nobody waits for any.</summary>
internal sealed class ByteBudget(long size)
{
    private long _free = size;

    public bool TryTake(int count)
    {
        if (Interlocked.Add(ref _free, -count) >= 0)
        {
            return true;
        }

        Interlocked.Add(ref _free, count);
        return false;
    }

    public void Return(int count) => Interlocked.Add(ref _free, count);
}
