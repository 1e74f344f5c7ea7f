namespace Orbit.Storage;

/// <summary>What a sweep removed.</summary>
public sealed class SweepResult
{
    /// <summary>Describes a sweep.</summary>
    /// <param name="count">How many temporary files or uploads were removed.</param>
    /// <param name="bytes">How many bytes they held, as far as the store says.</param>
    public SweepResult(long count, long bytes)
    {
        Count = count;
        Bytes = bytes;
    }

    /// <summary>How many temporary files or uploads were removed.</summary>
    public long Count { get; }

    /// <summary>How many bytes they held, as far as the store says.</summary>
    public long Bytes { get; }
}
