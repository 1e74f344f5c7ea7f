namespace Orbit.Storage.Reading;

/// <summary>
/// How many ranges may be under way: more while more bring more, half where the store is in trouble. Every two seconds it compares what came
/// with what came before.
/// </summary>
internal sealed class AdaptiveConcurrency(RangePlan plan, bool isAdaptive, TimeProvider time)
{
    private const int Least = 4;
    private const double GainThatCounts = 1.05;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Hold = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan OneTrouble = TimeSpan.FromSeconds(1);

    private long _intervalBegan = time.GetTimestamp();
    private long _bytesBefore;
    private double _rateBefore;
    private long? _troubleAt;

    public int Target { get; private set; } = plan.StartConcurrency;

    /// <summary>The store asked for fewer requests, or was too late. Several at once count as one.</summary>
    public void OnTrouble()
    {
        if (!isAdaptive || (_troubleAt is { } last && time.GetElapsedTime(last) < OneTrouble))
        {
            return;
        }

        _troubleAt = time.GetTimestamp();
        Target = Math.Min(Target, Math.Max(Least, Target / 2));
        _rateBefore = 0;
    }

    /// <summary>Looks at how many bytes have come in all.</summary>
    /// <param name="received">The bytes.</param>
    /// <param name="isSaturated">Whether as many ranges as allowed are under way.</param>
    public void OnTime(long received, bool isSaturated)
    {
        TimeSpan elapsed = time.GetElapsedTime(_intervalBegan);
        if (!isAdaptive || elapsed < Interval)
        {
            return;
        }

        double rate = (received - _bytesBefore) / elapsed.TotalSeconds;
        bool isHeld = _troubleAt is { } last && time.GetElapsedTime(last) < Hold;
        if (isSaturated && !isHeld && rate > _rateBefore * GainThatCounts)
        {
            Target = Math.Min(plan.MaxConcurrency, Target + Math.Max(2, Target / 4));
        }

        _intervalBegan = time.GetTimestamp();
        _bytesBefore = received;
        _rateBefore = isHeld ? 0 : rate;
    }
}
