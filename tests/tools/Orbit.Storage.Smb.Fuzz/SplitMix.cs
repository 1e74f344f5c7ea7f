namespace Orbit.Storage.Smb.Fuzz;

/// <summary>Random numbers that depend on the seed and the input's number alone, so that any input can be made again.</summary>
internal struct SplitMix(ulong seed, ulong input)
{
    private ulong _state = unchecked((seed * 0x9E3779B97F4A7C15) ^ (input * 0xD1342543DE82EF95));

    public ulong Next()
    {
        unchecked
        {
            ulong value = _state += 0x9E3779B97F4A7C15;
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
            return value ^ (value >> 31);
        }
    }

    /// <summary>Gives a number from 0 to below the bound.</summary>
    public int Below(int bound) => (int)(Next() % (uint)bound);
}
