using Microsoft.Extensions.Logging;

namespace Orbit.Storage.Diagnostics;

/// <summary>
/// Counts the bytes of one transfer and reports them at most ten times a second and once at the end, one report at a time and never backwards.
/// A transfer nobody watches has no meter: <see cref="Start"/> yields null.
/// </summary>
/// <remarks>
/// A receiver that throws is logged, and not called again: it runs on whichever thread moved the bytes, and a fault in a display must not
/// cost the transfer.
/// </remarks>
internal sealed class ProgressMeter
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    // The rate is the average of the past, weighted by e^(-age / 3 s).
    private const double SmoothingSeconds = 3;

    private readonly object _gate = new();
    private readonly long? _total;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly long _startedAt;
    private IProgress<TransferProgress>? _progress;
    private long _bytes;
    private long _reportedAt;
    private long _reportedBytes;
    private double _weightedRate;

    private ProgressMeter(IProgress<TransferProgress> progress, long? total, TimeProvider time, ILogger logger)
    {
        _progress = progress;
        _total = total;
        _time = time;
        _logger = logger;
        _startedAt = _reportedAt = time.GetTimestamp();
    }

    /// <summary>Starts the clock of a transfer.</summary>
    /// <returns>The meter, or null where <paramref name="progress"/> is.</returns>
    public static ProgressMeter? Start(IProgress<TransferProgress>? progress, long? total, TimeProvider time, ILogger logger) =>
        progress is null ? null : new ProgressMeter(progress, total, time, logger);

    /// <summary>Counts bytes. Any thread; never waits for a report of another.</summary>
    public void Add(long bytes)
    {
        Interlocked.Add(ref _bytes, bytes);
        if (_time.GetElapsedTime(Volatile.Read(ref _reportedAt)) < Interval || !Monitor.TryEnter(_gate))
        {
            return;
        }

        try
        {
            if (_time.GetElapsedTime(_reportedAt) >= Interval)
            {
                Report(_total);
            }
        }
        finally
        {
            Monitor.Exit(_gate);
        }
    }

    /// <summary>Reports the end of a transfer that succeeded. Later calls do nothing.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            Report(_total ?? Volatile.Read(ref _bytes));
            _progress = null;
        }
    }

    private void Report(long? total)
    {
        long now = _time.GetTimestamp();
        long bytes = Volatile.Read(ref _bytes);
        double rate = Rate(now, bytes);
        _reportedBytes = bytes;
        Volatile.Write(ref _reportedAt, now);
        try
        {
            _progress?.Report(new TransferProgress(bytes, total, rate));
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            _progress = null;
            _logger.ProgressFailed(failure);
        }
    }

    private double Rate(long now, long bytes)
    {
        double sinceReport = _time.GetElapsedTime(_reportedAt, now).TotalSeconds;
        double sinceStart = _time.GetElapsedTime(_startedAt, now).TotalSeconds;
        if (sinceStart <= 0)
        {
            return 0;
        }

        if (sinceReport > 0)
        {
            double weight = 1 - Math.Exp(-sinceReport / SmoothingSeconds);
            _weightedRate += weight * (((bytes - _reportedBytes) / sinceReport) - _weightedRate);
        }

        // The weights of a past shorter than the window do not sum to one.
        return _weightedRate / (1 - Math.Exp(-sinceStart / SmoothingSeconds));
    }
}
