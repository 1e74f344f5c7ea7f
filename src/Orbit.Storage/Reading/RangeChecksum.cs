using Orbit.Storage.Checksums;

namespace Orbit.Storage.Reading;

/// <summary>
/// Joins the CRCs of segments, in whatever order they end, to that of the whole object. It holds the runs that do not touch yet: as many as there are gaps,
/// however large the object. Under the gate of the <see cref="RangeDownload"/>.
/// </summary>
internal sealed class RangeChecksum
{
    private readonly ContentChecksum _expected;
    private readonly Dictionary<long, Run> _byStart = [];
    private readonly Dictionary<long, Run> _byEnd = [];

    private readonly CrcCombination _combination;

    private RangeChecksum(ContentChecksum expected, CrcCombination combination)
    {
        _expected = expected;
        _combination = combination;
    }

    /// <summary>Prepares for the checksum that the store has; null where it has none of a kind that can be joined.</summary>
    public static RangeChecksum? For(ContentChecksum? expected) =>
        expected is not null && RunningCrc.TryFindCombination(expected.Algorithm) is { } combination ? new RangeChecksum(expected, combination) : null;

    /// <summary>Begins the checksum of a segment.</summary>
    public RunningCrc Begin() => RunningCrc.TryCreate(_expected.Algorithm)!;

    /// <summary>Takes a segment that is complete.</summary>
    public void Add(RangeSegment segment)
    {
        Run run = new(segment.Start, segment.End, segment.Checksum!.Value);
        if (_byEnd.Remove(run.Start, out Run before))
        {
            _byStart.Remove(before.Start);
            run = before.Followed(run, _combination);
        }

        if (_byStart.Remove(run.End, out Run behind))
        {
            _byEnd.Remove(behind.End);
            run = run.Followed(behind, _combination);
        }

        _byStart[run.Start] = run;
        _byEnd[run.End] = run;
    }

    /// <summary>Forgets what lies behind an offset: it comes again.</summary>
    public void DropBehind(long offset)
    {
        foreach (Run run in _byStart.Values.Where(run => run.Start > offset).ToArray())
        {
            _byStart.Remove(run.Start);
            _byEnd.Remove(run.End);
        }
    }

    /// <summary>Compares.</summary>
    /// <param name="length">How long the object is.</param>
    /// <returns>The fault, or null where they agree.</returns>
    public StorageFault? Verify(long length)
    {
        if (!_byStart.TryGetValue(0, out Run whole) || whole.End != length)
        {
            return new StorageFault(StorageErrorKind.LengthMismatch, $"{length} bytes were to be delivered, and not all were.");
        }

        ContentChecksum actual = RunningCrc.ToChecksum(_expected.Algorithm, whole.Crc);
        return actual.Equals(_expected)
            ? null
            : new StorageFault(StorageErrorKind.ChecksumMismatch, $"the content has the checksum {actual}, and the store keeps {_expected} of it; what was delivered is not what was stored.");
    }

    private readonly struct Run(long start, long end, ulong crc)
    {
        public long Start => start;

        public long End => end;

        public ulong Crc => crc;

        public Run Followed(Run next, CrcCombination combination) => new(start, next.End, combination.Combine(crc, next.Crc, next.End - next.Start));
    }
}
