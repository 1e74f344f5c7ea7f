using Orbit.Storage.Resilience;

namespace Orbit.Storage.Reading;

/// <summary>How a <see cref="ParallelRangeDownloader"/> reads.</summary>
public sealed class ParallelRangeDownloaderOptions
{
    private int _concurrency = 12;

    /// <summary>
    /// The size of one range in bytes; at least 1. It is made smaller, but not below 1 MiB, where the window would hold fewer than two
    /// ranges for each connection. Default: 8 MiB.
    /// </summary>
    public long RangeSize { get; init; } = 8 * 1024 * 1024;

    /// <summary>The most ranges under way at once; 1 to 1,024. Default: 12.</summary>
    public int Concurrency
    {
        get => _concurrency;
        init => _concurrency = value;
    }

    /// <summary>
    /// Whether the number of ranges under way follows what the store gives: it starts at <see cref="Concurrency"/> or 32, whichever is less,
    /// grows while that brings more, and halves where the store asks for fewer requests or answers too late. Default: true.
    /// </summary>
    public bool AdaptiveConcurrency { get; init; } = true;

    /// <summary>
    /// How many bytes an ordered read may ask for or hold ahead of what its consumer has taken; at least one range, and never more than the
    /// byte budget has free. Default: null, twice <see cref="RangeSize"/> × <see cref="Concurrency"/>, at most half of the byte budget.
    /// </summary>
    public long? WindowSize { get; init; }

    /// <summary>
    /// How many requests may be made beyond those that the ranges need, as a share of them, to split slow ranges and to ask again for silent
    /// ones; 0 to 1, 0 makes none. A few are always allowed unless it is 0. Default: 0.03.
    /// </summary>
    public double ExtraRequests { get; init; } = 0.03;

    /// <summary>How often a range is tried. The count begins anew once it has moved 1 MiB.</summary>
    public RetryOptions Retry { get; init; } = new();

    /// <summary>How long silence is borne.</summary>
    public DeadlineOptions Deadlines { get; init; } = new();

    internal ParallelRangeDownloaderOptions AtMost(int concurrency)
    {
        ParallelRangeDownloaderOptions copy = (ParallelRangeDownloaderOptions)MemberwiseClone();
        copy._concurrency = Math.Min(_concurrency, concurrency);
        return copy;
    }

    internal void Validate(string paramName)
    {
        StorageArgument.Require(RangeSize >= 1, paramName, nameof(RangeSize), RangeSize, "at least 1 byte");
        StorageArgument.Require(Concurrency is >= 1 and <= 1024, paramName, nameof(Concurrency), Concurrency, "1 to 1024");
        StorageArgument.Require(WindowSize is null or >= 1, paramName, nameof(WindowSize), WindowSize, "at least 1 byte");
        StorageArgument.Require(ExtraRequests is >= 0 and <= 1, paramName, nameof(ExtraRequests), ExtraRequests, "0 to 1");
        StorageArgument.Require(Retry is not null, paramName, nameof(Retry), null, "set; leave it out for the default");
        StorageArgument.Require(Deadlines is not null, paramName, nameof(Deadlines), null, "set; leave it out for the default");
    }
}
