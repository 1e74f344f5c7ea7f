namespace Orbit.Storage.Writing;

/// <summary>
/// The part sizes of content whose length is not known: they depend on the part's number alone, start small and grow in steps until they
/// reach the largest object within the most parts (docs/decisions/0010).
/// </summary>
internal sealed class PartSchedule
{
    // The largest object that is aimed for where the store names no limit.
    private const long DefaultReach = 5L << 40;
    private const int MaxSteps = 4;

    private readonly int[] _until = new int[MaxSteps];
    private readonly long[] _sizes = new long[MaxSteps];
    private int _steps;

    private PartSchedule()
    {
    }

    /// <summary>How many bytes the schedule can carry; <see cref="long.MaxValue"/> where parts are not limited.</summary>
    public long Reach { get; private set; }

    /// <summary>Plans from a part size that keeps the store's smallest and largest.</summary>
    public static PartSchedule For(StorageCapabilities can, long partSize)
    {
        PartSchedule schedule = new();
        if (can.MaxParts is not { } parts)
        {
            schedule.Add(int.MaxValue, partSize);
            schedule.Reach = long.MaxValue;
            return schedule;
        }

        long target = can.MaxObjectSize ?? DefaultReach;
        if (can.EqualParts || Product(parts, partSize) >= target)
        {
            schedule.Add(parts, partSize);
            return schedule;
        }

        schedule.Grow(parts, partSize, can.MaxPartSize ?? long.MaxValue, target);
        return schedule;
    }

    /// <summary>The size of a part; the last may be smaller.</summary>
    /// <param name="index">The part, from 0, below the most parts.</param>
    public long SizeOf(int index)
    {
        int step = 0;
        while (index >= _until[step])
        {
            step++;
        }

        return _sizes[step];
    }

    // A fifth of the parts at the first size, a fifth at 4 times, a fifth at 16 times, and the rest as large as the target needs. Where the
    // store's largest part forbids that, the middle steps grow faster; where nothing reaches the target, the rest is as large as can be.
    private void Grow(int parts, long first, long largest, long target)
    {
        int fifth = parts / 5;
        int early = fifth > 0 ? fifth : Math.Min(1, parts - 1);
        int middle = Math.Min(early, Math.Max(0, parts - early - 1) / 2);
        int tail = parts - early - (2 * middle);
        for (long factor = 4; ; factor *= 2)
        {
            long second = Product(first, factor);
            long third = Product(second, factor);
            long carried = Sum(Product(early, first), Product(middle, Sum(second, third)));
            long last = RoundUp(Math.Max(1, DivideUp(Math.Max(0, target - carried), tail)), first);
            bool fits = Math.Max(third, last) <= largest;
            if (fits || third > largest)
            {
                Add(early, first);
                Add(middle, fits ? second : Math.Min(second, largest));
                Add(middle, fits ? third : largest);
                Add(tail, fits ? Math.Max(last, third) : largest);
                return;
            }
        }
    }

    private void Add(int count, long size)
    {
        if (count == 0)
        {
            return;
        }

        int before = _steps == 0 ? 0 : _until[_steps - 1];
        _until[_steps] = count == int.MaxValue ? int.MaxValue : before + count;
        _sizes[_steps] = size;
        _steps++;
        Reach = Sum(Reach, Product(count, size));
    }

    internal static long DivideUp(long value, long divisor) => (value / divisor) + (value % divisor == 0 ? 0 : 1);

    // Whole MiB, or whole first parts where those are smaller.
    internal static long RoundUp(long size, long first)
    {
        long unit = Math.Min(1 << 20, first);
        return Product(DivideUp(size, unit), unit);
    }

    private static long Product(long left, long right) => left > 0 && right > long.MaxValue / left ? long.MaxValue : left * right;

    private static long Sum(long left, long right) => left > long.MaxValue - right ? long.MaxValue : left + right;
}
