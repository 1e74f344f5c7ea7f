namespace Orbit.Storage.Resilience;

/// <summary>
/// Watches one body: how long the store has been awaited, and how much came in that time. Time in which nobody reads, since the consumer is
/// slow, does not count, so that backpressure never looks like a stalled store. One writes, a timer reads; no timer of its own.
/// </summary>
internal sealed class BodyWatch(DeadlineOptions deadlines, TimeProvider time)
{
    // The present rate is taken over the last half to whole of this.
    private const double RateWindowSeconds = 1;

    private readonly object _gate = new();
    private long _waitingSince;
    private bool _isWaiting;
    private double _waited;
    private long _bytes;
    private long _firstBytes;
    private double? _firstByteAfter;
    private Mark _older;
    private Mark _newer;
    private Mark _judged;

    /// <summary>From now on the store is awaited.</summary>
    public void BeginWait()
    {
        lock (_gate)
        {
            _waitingSince = time.GetTimestamp();
            _isWaiting = true;
        }
    }

    /// <summary>The store answered, with so many bytes.</summary>
    /// <returns>Whether they are the first.</returns>
    public bool EndWait(int bytes)
    {
        lock (_gate)
        {
            _waited += Silence();
            _isWaiting = false;
            if (bytes <= 0)
            {
                return false;
            }

            bool isFirst = _firstByteAfter is null;
            if (isFirst)
            {
                _firstByteAfter = _waited;
                _older = _newer = _judged = new Mark(_waited, bytes);
                _firstBytes = bytes;
            }

            _bytes += bytes;
            if (_waited - _newer.At >= RateWindowSeconds / 2)
            {
                _older = _newer;
                _newer = new Mark(_waited, _bytes);
            }

            return isFirst;
        }
    }

    /// <summary>How it goes.</summary>
    public BodyPace Pace()
    {
        lock (_gate)
        {
            double silence = Silence();
            double waited = _waited + silence;
            double observed = _firstByteAfter is { } first ? waited - first : 0;
            double span = waited - _older.At;
            return new BodyPace
            {
                IsWaiting = _isWaiting,
                Silence = silence,
                Waited = waited,
                FirstByteAfter = _firstByteAfter,
                Observed = observed,
                BytesPerSecond = span > 0 ? (_bytes - _older.Bytes) / span : 0,
                MeanBytesPerSecond = observed > 0 ? (_bytes - _firstBytes) / observed : 0,
                Bytes = _bytes,
            };
        }
    }

    /// <summary>Tells which deadline has passed.</summary>
    /// <returns>The complaint in words, or null while all is well.</returns>
    public string? FindFault()
    {
        lock (_gate)
        {
            double silence = Silence();
            double waited = _waited + silence;
            if (_firstByteAfter is null)
            {
                return IsPast(waited, deadlines.FirstByte) ? $"no first byte within {deadlines.FirstByte.TotalSeconds:0.#} s." : null;
            }

            if (IsPast(silence, deadlines.Idle))
            {
                return $"no byte for {deadlines.Idle.TotalSeconds:0.#} s.";
            }

            double window = waited - _judged.At;
            if (deadlines.MinimumBytesPerSecond <= 0 || !IsPast(window, deadlines.ThroughputWindow))
            {
                return null;
            }

            double rate = (_bytes - _judged.Bytes) / window;
            _judged = new Mark(waited, _bytes);
            return rate < deadlines.MinimumBytesPerSecond ? $"only {rate:0} bytes per second came in {window:0.#} s, of at least {deadlines.MinimumBytesPerSecond}." : null;
        }
    }

    private static bool IsPast(double seconds, TimeSpan deadline) => deadline != Timeout.InfiniteTimeSpan && seconds >= deadline.TotalSeconds;

    private double Silence() => _isWaiting ? time.GetElapsedTime(_waitingSince).TotalSeconds : 0;

    /// <summary>How many bytes had come after how many seconds of waiting.</summary>
    private readonly struct Mark(double at, long bytes)
    {
        public double At => at;

        public long Bytes => bytes;
    }
}
