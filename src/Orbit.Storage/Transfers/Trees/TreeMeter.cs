namespace Orbit.Storage.Transfers.Trees;

/// <summary>Adds up how far all files have come and reports it at most ten times a second and once at the end, one report at a time. Any thread; none waits.</summary>
internal sealed class TreeMeter
{
    /// <summary>From this size on, a file's bytes are counted on their way and not only at its end: 1 MiB.</summary>
    private const long LargeFile = 1 << 20;

    // The rate is the average of the past, weighted by e^(-age / 3 s).
    private const double SmoothingSeconds = 3;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly object _gate = new();
    private readonly TimeProvider _time;
    private readonly long _startedAt;
    private IProgress<TreeProgress>? _progress;
    private long _files;
    private long _filesFound;
    private long _bytes;
    private long _bytesFound;
    private long _failed;
    private bool _isListed;
    private long _reportedAt;
    private long _reportedBytes;
    private double _weightedRate;

    private TreeMeter(IProgress<TreeProgress> progress, TimeProvider time)
    {
        _progress = progress;
        _time = time;
        _startedAt = _reportedAt = time.GetTimestamp();
    }

    public static TreeMeter? Start(IProgress<TreeProgress>? progress, TimeProvider time) => progress is null ? null : new TreeMeter(progress, time);

    public void Find()
    {
        Interlocked.Increment(ref _filesFound);
        Tick();
    }

    public void FindBytes(long bytes) => Interlocked.Add(ref _bytesFound, bytes);

    public void EndListing() => Volatile.Write(ref _isListed, true);

    public FileProgress Open(long size) => new(this, isLarge: size >= LargeFile);

    public void Add(long bytes)
    {
        Interlocked.Add(ref _bytes, bytes);
        Tick();
    }

    public void End(bool failed)
    {
        Interlocked.Increment(ref _files);
        Interlocked.Add(ref _failed, failed ? 1 : 0);
        Tick();
    }

    /// <summary>Reports the end.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            Volatile.Write(ref _isListed, true);
            Report();
        }
    }

    private void Tick()
    {
        if (_time.GetElapsedTime(Volatile.Read(ref _reportedAt)) < Interval || !Monitor.TryEnter(_gate))
        {
            return;
        }

        try
        {
            if (_time.GetElapsedTime(_reportedAt) >= Interval)
            {
                Report();
            }
        }
        finally
        {
            Monitor.Exit(_gate);
        }
    }

    private void Report()
    {
        long now = _time.GetTimestamp();
        long bytes = Volatile.Read(ref _bytes);
        double rate = Rate(now, bytes);
        _reportedBytes = bytes;
        Volatile.Write(ref _reportedAt, now);
        try
        {
            _progress?.Report(new TreeProgress
            {
                Files = Volatile.Read(ref _files),
                FilesFound = Volatile.Read(ref _filesFound),
                Bytes = bytes,
                BytesFound = Volatile.Read(ref _bytesFound),
                IsListed = Volatile.Read(ref _isListed),
                Failed = Volatile.Read(ref _failed),
                BytesPerSecond = rate,
            });
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // A fault in a display must not cost the transfer: it is not called again.
            _progress = null;
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
            _weightedRate += (1 - Math.Exp(-sinceReport / SmoothingSeconds)) * (((bytes - _reportedBytes) / sinceReport) - _weightedRate);
        }

        // The weights of a past shorter than the window do not sum to one.
        return _weightedRate / (1 - Math.Exp(-sinceStart / SmoothingSeconds));
    }
}
