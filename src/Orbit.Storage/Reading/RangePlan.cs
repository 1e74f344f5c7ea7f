using Orbit.Storage.Resilience;

namespace Orbit.Storage.Reading;

/// <summary>How the bytes of one download are cut up, and how many may be under way: the options within the limits of the byte budget.</summary>
internal sealed class RangePlan
{
    private const long SmallestShrunkRange = 1024 * 1024;
    private const int InitialConcurrency = 32;

    /// <param name="options">What is asked for.</param>
    /// <param name="memory">The byte budget.</param>
    /// <param name="span">The bytes wanted.</param>
    /// <param name="objectSize">The size of the whole object.</param>
    /// <param name="isOrdered">Whether bytes wait in memory for their turn, so that ranges shrink to what the budget holds.</param>
    public RangePlan(ParallelRangeDownloaderOptions options, TransferMemory memory, ByteSpan span, long objectSize, bool isOrdered = true)
    {
        Span = span;
        ObjectSize = objectSize;
        long room = Math.Min(memory.Capacity / 2, memory.LargestReservation);
        long window = options.WindowSize ?? Math.Min(SaturatingTwice(options.RangeSize, options.Concurrency), room);
        FirstRangeSize = Math.Min(Shrunk(options.RangeSize, Math.Min(window, room), options.Concurrency), room);
        RangeSize = isOrdered ? FirstRangeSize : options.RangeSize;
        Window = Math.Max(window, RangeSize);
        MaxConcurrency = options.Concurrency;
        StartConcurrency = options.AdaptiveConcurrency ? Math.Min(options.Concurrency, InitialConcurrency) : options.Concurrency;
        SmallestPiece = Math.Min(SmallestShrunkRange, Math.Max(1, RangeSize / 8));
    }

    /// <summary>The bytes wanted.</summary>
    public ByteSpan Span { get; }

    /// <summary>The size of the whole object.</summary>
    public long ObjectSize { get; }

    /// <summary>Whether the whole object is wanted, so that an answer with all of it can serve.</summary>
    public bool IsWhole => Span.Offset == 0 && Span.Length == ObjectSize;

    /// <summary>The size of the first range: the same for every delivery, since a store is asked for it before the delivery is known.</summary>
    public long FirstRangeSize { get; }

    public long RangeSize { get; }

    /// <summary>How many bytes an ordered read may ask for or hold ahead of its consumer.</summary>
    public long Window { get; }

    public int StartConcurrency { get; }

    public int MaxConcurrency { get; }

    /// <summary>The least that is worth a request of its own when a range is split.</summary>
    public long SmallestPiece { get; }

    private static long SaturatingTwice(long rangeSize, int concurrency) =>
        rangeSize > long.MaxValue / 2 / concurrency ? long.MaxValue : rangeSize * concurrency * 2;

    // Two ranges for each connection let it start the next while the last one waits for its turn.
    private static long Shrunk(long rangeSize, long window, int concurrency)
    {
        long share = window / (2L * concurrency) / TransferMemory.SlabSize * TransferMemory.SlabSize;
        return rangeSize <= SmallestShrunkRange ? rangeSize : Math.Min(rangeSize, Math.Max(share, SmallestShrunkRange));
    }
}
