using Orbit.Storage.Checksums;

namespace Orbit.Storage.Reading;

/// <summary>A run of bytes that one slot fetches. Changed under the gate of its <see cref="RangeDownload"/> alone.</summary>
internal sealed class RangeSegment(long start, long end)
{
    private TaskCompletionSource? _whenDirect;
    private volatile bool _isDirect;

    public long Start { get; } = start;

    /// <summary>Where it ends; earlier once its tail was split off.</summary>
    public long End { get; set; } = end;

    /// <summary>Every byte before this offset has come.</summary>
    public long Received { get; set; } = start;

    /// <summary>The checksum of what has come, where the whole is checked. For its slot alone.</summary>
    public RunningCrc? Checksum { get; init; }

    /// <summary>How many of its bytes have gone into the progress.</summary>
    public long Counted { get; set; }

    /// <summary>Where the read under way ends at the latest: a split must not lie before it.</summary>
    public long Claimed { get; set; } = start;

    public long Left => End - Received;

    /// <summary>The body under way.</summary>
    public BodyAttempt? Attempt { get; set; }

    /// <summary>How many bodies in a row brought nothing.</summary>
    public int AskedInVain { get; set; }

    /// <summary>What has come ahead of its turn, in an ordered read.</summary>
    public SegmentBuffer? Buffer { get; set; }

    /// <summary>What is not written yet, in a read into a file.</summary>
    public FileBlock? Block { get; set; }

    /// <summary>Where a body ended before its time, last. For its slot alone.</summary>
    public long? EndedEarlyAt { get; set; }

    /// <summary>Its slot writes into the pipe itself. Once so, it stays so.</summary>
    public bool IsDirect => _isDirect;

    /// <summary>The read under way goes into the pipe's memory. For its slot alone.</summary>
    public bool IsReadDirect { get; set; }

    /// <summary>Its slot has left it.</summary>
    public bool IsEnded { get; set; }

    /// <summary>Its bytes come by another body; what it has is thrown away.</summary>
    public bool IsSuperseded { get; set; }

    /// <summary>Why it will not be completed.</summary>
    public Exception? Failure { get; set; }

    public void ReleaseBuffer()
    {
        Buffer?.Dispose();
        Buffer = null;
    }

    public void SetDirect()
    {
        _isDirect = true;
        _whenDirect?.TrySetResult();
    }

    public Task WhenDirectAsync(object gate)
    {
        lock (gate)
        {
            _whenDirect ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _isDirect ? Task.CompletedTask : _whenDirect.Task;
        }
    }
}
