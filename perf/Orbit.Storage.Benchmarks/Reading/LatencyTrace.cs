namespace Orbit.Storage.Benchmarks.Reading;

/// <summary>
/// What a store would do, drawn in advance from a published seed: for each range a list of attempts, each a time to the first byte and a rate.
/// First byte: lognormal, median 30 ms, σ 0.5; one in a thousand 5 s. Rate: lognormal, median 80 MB/s, σ 0.25; one connection in fifty 8 MB/s.
/// </summary>
internal sealed class LatencyTrace
{
    public const long RangeSize = 8 * 1024 * 1024;
    public const int Connections = 12;
    private const int AttemptsPerRange = 8;
    private const double LinkBytesPerSecond = 10e9 / 8;
    private readonly Attempt[] _attempts;

    public LatencyTrace(int seed, long size)
    {
        Size = size;
        RangeCount = (int)(size / RangeSize);
        _attempts = new Attempt[RangeCount * AttemptsPerRange];
        SplitMix random = new((ulong)seed);
        for (int i = 0; i < _attempts.Length; i++)
        {
            bool isStuck = random.NextDouble() < 0.001;
            double firstByte = 0.030 * Math.Exp(0.5 * random.NextNormal());
            bool isSlow = random.NextDouble() < 0.02;
            double rate = 80e6 * Math.Exp(0.25 * random.NextNormal());
            _attempts[i] = new Attempt(isStuck ? 5 : firstByte, isSlow ? 8e6 : rate);
        }
    }

    public long Size { get; }

    public int RangeCount { get; }

    /// <summary>What the given attempt at a range meets; past the last one drawn they begin anew.</summary>
    public Attempt At(int range, int attempt) => _attempts[(range * AttemptsPerRange) + (attempt % AttemptsPerRange)];

    /// <summary>
    /// The least time of any policy that sends whole ranges over twelve connections, sees the future, and may try each range so many times:
    /// the link, the work divided evenly, and the longest single range (research on the scheduler, section 3.3).
    /// </summary>
    public double LowerBound(int attempts)
    {
        double sum = 0;
        double longest = 0;
        double leastFirstByte = double.MaxValue;
        for (int i = 0; i < RangeCount; i++)
        {
            double best = double.MaxValue;
            for (int j = 0; j < attempts; j++)
            {
                Attempt attempt = At(i, j);
                best = Math.Min(best, attempt.FirstByteSeconds + (RangeSize / attempt.BytesPerSecond));
                leastFirstByte = Math.Min(leastFirstByte, attempt.FirstByteSeconds);
            }

            sum += best;
            longest = Math.Max(longest, best);
        }

        return Math.Max((Size / LinkBytesPerSecond) + leastFirstByte, Math.Max(sum / Connections, longest));
    }

    /// <summary>
    /// What batches that wait take, worked out from the trace alone: the sum of each batch's slowest. The replay has to come to the same, or
    /// its clock is wrong.
    /// </summary>
    public double BatchSeconds() => Enumerable.Range(0, RangeCount)
        .Select(range => At(range, 0))
        .Select(static attempt => attempt.FirstByteSeconds + (RangeSize / attempt.BytesPerSecond))
        .Chunk(Connections)
        .Sum(static batch => batch.Max());

    internal readonly struct Attempt(double firstByteSeconds, double bytesPerSecond)
    {
        public double FirstByteSeconds => firstByteSeconds;

        public double BytesPerSecond => bytesPerSecond;
    }

    /// <summary>SplitMix64, so that a seed means the same on every runtime.</summary>
    private struct SplitMix(ulong seed)
    {
        private ulong _state = seed;

        public double NextDouble()
        {
            _state += 0x9E3779B97F4A7C15;
            ulong z = _state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
        }

        public double NextNormal() =>
            Math.Sqrt(-2 * Math.Log(1 - NextDouble())) * Math.Cos(2 * Math.PI * NextDouble());
    }
}
