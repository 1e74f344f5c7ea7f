namespace Orbit.Storage.Reading;

/// <summary>The last so many measurements of one kind, and what is usual among them.</summary>
internal sealed class ConnectionSamples
{
    private const int Capacity = 64;
    private readonly double[] _ring = new double[Capacity];
    private readonly double[] _sorted = new double[Capacity];
    private int _next;
    private bool _isSorted;

    public int Count { get; private set; }

    public void Add(double value)
    {
        _ring[_next] = value;
        _next = (_next + 1) % Capacity;
        Count = Math.Min(Count + 1, Capacity);
        _isSorted = false;
    }

    public void Clear() => (_next, Count, _isSorted) = (0, 0, false);

    /// <summary>The value below which a share of the samples lies; there is at least one.</summary>
    public double Quantile(double share)
    {
        if (!_isSorted)
        {
            _ring.AsSpan(0, Count).CopyTo(_sorted);
            _sorted.AsSpan(0, Count).Sort();
            _isSorted = true;
        }

        return _sorted[(int)Math.Min(Count - 1, share * Count)];
    }
}
