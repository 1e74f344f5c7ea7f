using Orbit.Storage.Resilience;

namespace Orbit.Storage.Reading;

/// <summary>
/// Tells which bodies lag behind what a fresh connection would do, from what connections of this download did so far. Slow ones that move are
/// split, so that no byte comes twice; silent ones are asked again.
/// </summary>
internal sealed class HedgePolicy
{
    // Measured: a tail above three times the 95th percentile is another distribution, not a late one of the same.
    private const double SilenceFactor = 3;
    private const double SlownessFactor = 1.5;
    private const double SevereSlownessFactor = 3;
    private const double UnknownFirstByteLimit = 2;
    private const double LeastSilence = 0.1;
    private const double LeastSilenceInBody = 0.5;
    private const double LeastObservation = 0.05;
    private const int EnoughSamples = 5;
    private const long LeastKept = 256 * 1024;

    private readonly ConnectionSamples _firstBytes = new();
    private readonly ConnectionSamples _rates = new();
    private readonly ConnectionSamples _ratesUnderWay = new();
    private double? _rateUnderWay;

    private double? UsualRate => _rates.Count >= EnoughSamples ? _rates.Quantile(0.5) : _rateUnderWay;

    public void LearnFirstByte(in BodyPace pace) => _firstBytes.Add(pace.FirstByteAfter ?? pace.Waited);

    /// <summary>Learns from a body that ended.</summary>
    public void LearnRate(in BodyPace pace)
    {
        if (pace.Bytes >= LeastKept && pace.MeanBytesPerSecond > 0)
        {
            _rates.Add(pace.MeanBytesPerSecond);
        }
    }

    /// <summary>Looks at what is under way, which must do while too few have ended.</summary>
    public void Survey(IEnumerable<RangeSegment> segments)
    {
        if (_rates.Count >= EnoughSamples)
        {
            return;
        }

        _ratesUnderWay.Clear();
        foreach (RangeSegment segment in segments)
        {
            if (segment.Attempt?.Watch.Pace() is { } pace && IsObserved(pace))
            {
                _ratesUnderWay.Add(pace.MeanBytesPerSecond);
            }
        }

        _rateUnderWay = _ratesUnderWay.Count >= EnoughSamples ? _ratesUnderWay.Quantile(0.5) : null;
    }

    /// <summary>Whether nothing comes for so long that a new connection promises more.</summary>
    /// <param name="pace">How the body comes along.</param>
    /// <param name="asked">How often the same bytes were asked for again: each time the patience doubles, since the fault may not be the connection's.</param>
    public bool IsSilent(in BodyPace pace, int asked)
    {
        if (!pace.IsWaiting)
        {
            return false;
        }

        double limit = _firstBytes.Count >= EnoughSamples ? Math.Max(SilenceFactor * _firstBytes.Quantile(0.95), LeastSilence) : UnknownFirstByteLimit;
        limit = (pace.FirstByteAfter is null ? limit : Math.Max(limit, LeastSilenceInBody)) * Math.ScaleB(1, asked);
        return (pace.FirstByteAfter is null ? pace.Waited : pace.Silence) > limit;
    }

    /// <summary>How many seconds later than on a fresh connection a moving body will be through; 0 or less where it keeps up or nothing is known.</summary>
    /// <param name="pace">How the body comes along.</param>
    /// <param name="left">How many bytes it lacks.</param>
    /// <param name="sparingly">Whether only those count that are very late.</param>
    public double Lag(in BodyPace pace, long left, bool sparingly)
    {
        if (!IsObserved(pace) || UsualRate is not { } usual || _firstBytes.Count == 0)
        {
            return 0;
        }

        double expected = left / pace.BytesPerSecond;
        double fresh = _firstBytes.Quantile(0.5) + (left / usual);
        return expected > (sparingly ? SevereSlownessFactor : SlownessFactor) * fresh ? expected - fresh : 0;
    }

    /// <summary>How many seconds a split saves, where nothing else is left to do.</summary>
    public double Gain(in BodyPace pace, long left)
    {
        if (!IsObserved(pace) || UsualRate is null || _firstBytes.Count == 0)
        {
            return 0;
        }

        double gain = (left - Kept(pace, left)) / pace.BytesPerSecond;
        return gain > 2 * _firstBytes.Quantile(0.5) ? gain : 0;
    }

    /// <summary>How many bytes a body keeps so that it and a fresh one for the rest end together.</summary>
    public long Kept(in BodyPace pace, long left)
    {
        double usual = UsualRate ?? pace.BytesPerSecond;
        double kept = pace.BytesPerSecond * ((usual * _firstBytes.Quantile(0.5)) + left) / (usual + pace.BytesPerSecond);
        return Math.Max((long)kept, LeastKept);
    }

    private static bool IsObserved(in BodyPace pace) => pace.Observed >= LeastObservation && pace.BytesPerSecond > 0;
}
