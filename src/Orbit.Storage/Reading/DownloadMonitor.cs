namespace Orbit.Storage.Reading;

/// <summary>Wakes a download to look after its bodies, while any of them is awaited. One timer for all of them, none while the consumer is the slow one.</summary>
internal sealed class DownloadMonitor : IDisposable, IAsyncDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(25);
    private readonly RangeDownload _download;
    private readonly ITimer _timer;
    private int _isArmed;

    public DownloadMonitor(RangeDownload download, TimeProvider time)
    {
        _download = download;
        _timer = time.CreateTimer(static monitor => ((DownloadMonitor)monitor!).OnTime(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>A body is awaited from now on.</summary>
    public void Arm()
    {
        if (Volatile.Read(ref _isArmed) == 0 && Interlocked.Exchange(ref _isArmed, 1) == 0)
        {
            _timer.Change(Pace, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose() => _timer.Dispose();

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    // The timer fires once and is set again after the look, so that two looks never overlap.
    private void OnTime()
    {
        Volatile.Write(ref _isArmed, 0);
        if (_download.Tick())
        {
            Arm();
        }
    }
}
