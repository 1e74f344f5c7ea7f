namespace Orbit.Storage;

/// <summary>How far an operation on a tree has come.</summary>
public sealed class TreeProgress
{
    internal TreeProgress()
    {
    }

    /// <summary>How many files have come to their end, well or not, those included for which nothing had to be done.</summary>
    public long Files { get; init; }

    /// <summary>How many files there are as far as is known; all of them once <see cref="IsListed"/>.</summary>
    public long FilesFound { get; init; }

    /// <summary>Bytes so far, of files that were or are transferred.</summary>
    public long Bytes { get; init; }

    /// <summary>How many bytes there are to transfer as far as is known; all of them once <see cref="IsListed"/>.</summary>
    public long BytesFound { get; init; }

    /// <summary>Whether the listings have come to their end, so that what was found is all.</summary>
    public bool IsListed { get; init; }

    /// <summary>How many entries have failed.</summary>
    public long Failed { get; init; }

    /// <summary>The present rate in bytes per second, smoothed over some seconds.</summary>
    public double BytesPerSecond { get; init; }

    /// <summary>The time that is left at the present rate, where it can be told.</summary>
    public TimeSpan? Remaining => IsListed && BytesPerSecond > 0
        ? TimeSpan.FromSeconds(Math.Min(Math.Max(0, BytesFound - Bytes) / BytesPerSecond, TimeSpan.MaxValue.TotalSeconds / 2))
        : null;
}
