namespace Orbit.Storage.Smb.Double;

/// <summary>Which message ids the client may use (MS-SMB2 section 3.3.1.1): each that was granted, once. For one thread at a time.</summary>
internal sealed class CreditLedger(int most)
{
    private readonly HashSet<ulong> _unused = [0];
    private ulong _next = 1;

    /// <summary>The most ids that were unused at a time.</summary>
    public int Peak { get; private set; } = 1;

    public int Unused => _unused.Count;

    /// <summary>Takes the ids of a request.</summary>
    /// <returns>False where one was not granted or is used already.</returns>
    public bool TryUse(ulong first, int charge)
    {
        for (ulong id = first; id < first + (ulong)charge; id++)
        {
            if (!_unused.Remove(id))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Says how many of the credits asked for the client may have.</summary>
    public int Affordable(int asked) => Math.Clamp(asked, 0, Math.Max(0, most - _unused.Count));

    public void Grant(int credits)
    {
        for (int i = 0; i < credits; i++)
        {
            _unused.Add(_next++);
        }

        Peak = Math.Max(Peak, _unused.Count);
    }
}
