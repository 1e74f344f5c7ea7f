using Orbit.Storage.Writing;

namespace Orbit.Storage.Tests.Writing;

public sealed class PartPlanTests
{
    private const long KiB = 1024;
    private const long MiB = 1024 * KiB;
    private const long GiB = 1024 * MiB;
    private const long TiB = 1024 * GiB;

    private static readonly StorageCapabilities ObjectStore = new() { MaxParts = 10_000, MinPartSize = 5 * MiB, MaxPartSize = 5 * GiB, MaxObjectSize = 5 * TiB };

    private static readonly StorageCapabilities[] Stores =
    [
        ObjectStore,
        new() { MaxParts = 10_000, MinPartSize = 5 * MiB, MaxPartSize = 5 * GiB, MaxObjectSize = 5 * TiB, EqualParts = true },
        new() { MaxParts = 1000, MinPartSize = 5 * MiB, MaxPartSize = 5 * GiB, MaxObjectSize = 5000L * 1000 * 1000 * 1000 },
        new() { MaxParts = 8, MinPartSize = KiB, MaxPartSize = 16 * MiB, MaxObjectSize = 100 * MiB },
        new() { MaxParts = 1 },
        new(),
    ];

    [Test]
    public void TryCreate_KnownLength_KeepsEveryLimit([ValueSource(nameof(Stores))] StorageCapabilities store, [Values(1, KiB, 5 * MiB, 8 * MiB, (8 * MiB) + 1, 100 * MiB)] long asked)
    {
        foreach (long length in Lengths().Where(length => length <= (store.MaxObjectSize ?? long.MaxValue)))
        {
            if (PartPlan.TryCreate(store, asked, length, out PartPlan? plan) is { } fault)
            {
                Assert.That(fault.Kind, Is.EqualTo(StorageErrorKind.TooLarge));
                Assert.That(length, Is.GreaterThan((store.MaxPartSize ?? long.MaxValue / store.MaxParts!.Value) * store.MaxParts!.Value), $"length {length}");
                continue;
            }

            AssertKeepsLimits(store, plan!, length);
        }
    }

    [Test]
    public void TryCreate_KnownLengthWithinLimits_PartSizeAsAsked()
    {
        PartPlan plan = Plan(ObjectStore, 8 * MiB, 10 * GiB);

        Assert.That((plan.SizeOf(0, 0), plan.Count), Is.EqualTo((8 * MiB, 1280L)));
    }

    [TestCase(50 * GiB, 6 * MiB)]
    [TestCase(10_000 * 5 * MiB, 5 * MiB)]
    [TestCase((10_000 * 5 * MiB) + 1, 6 * MiB)]
    [TestCase(5 * TiB, 525 * MiB)]
    public void TryCreate_KnownLengthAboveLimits_SmallestWholeMiBThatFits(long length, long expected) =>
        Assert.That(Plan(ObjectStore, 5 * MiB, length).SizeOf(0, 0), Is.EqualTo(expected));

    [Test]
    public void TryCreate_LongerThanTheLargestObject_TooLarge() =>
        Assert.That(PartPlan.TryCreate(ObjectStore, 5 * MiB, (5 * TiB) + 1, out _)!.Kind, Is.EqualTo(StorageErrorKind.TooLarge));

    [Test]
    public void TryCreate_MorePartsThanTheStoreTakes_TooLarge()
    {
        StorageCapabilities store = new() { MaxParts = 8, MaxPartSize = KiB };

        Assert.That(PartPlan.TryCreate(store, 100, 8 * KiB, out _), Is.Null);
        Assert.That(PartPlan.TryCreate(store, 100, (8 * KiB) + 1, out _)!.Kind, Is.EqualTo(StorageErrorKind.TooLarge));
    }

    [Test]
    public void TryCreate_AskedBelowTheSmallestOrAboveTheLargest_Clipped()
    {
        Assert.That(Plan(ObjectStore, 1, null).SizeOf(0, 0), Is.EqualTo(5 * MiB));
        Assert.That(Plan(ObjectStore, 50 * GiB, null).SizeOf(0, 0), Is.EqualTo(5 * GiB));
    }

    [Test]
    public void SizeOf_UnknownLength_StepsThatReachTheLargestObject()
    {
        PartPlan plan = Plan(ObjectStore, 8 * MiB, null);

        Assert.That(
            new[] { 0, 1999, 2000, 3999, 4000, 5999, 6000, 9999 }.Select(index => plan.SizeOf(index, 0) / MiB),
            Is.EqualTo(new[] { 8, 8, 32, 32, 128, 128, 1227, 1227 }));
    }

    [Test]
    public void SizeOf_UnknownLength_KeepsEveryLimitAndReachesTheLargestObject([ValueSource(nameof(Stores))] StorageCapabilities store, [Values(KiB, 5 * MiB, 8 * MiB, 64 * MiB)] long asked)
    {
        PartPlan plan = Plan(store, asked, null);
        PartPlan again = Plan(store, asked, null);
        long reach = 0;
        for (int i = 0; i < Math.Min(store.MaxParts ?? 100_000, 100_000); i++)
        {
            long size = plan.SizeOf(i, reach);
            reach += size;

            Assert.That(size, Is.InRange(store.MinPartSize, store.MaxPartSize ?? long.MaxValue));
            Assert.That(again.SizeOf(i, 0), Is.EqualTo(size), "the number alone decides");
            Assert.That(!store.EqualParts || size == plan.SizeOf(0, 0));
        }

        bool isReachable = !store.EqualParts && store.MaxObjectSize < (store.MaxParts * 0.6 * store.MaxPartSize);
        Assert.That(!isReachable || reach >= store.MaxObjectSize, $"{reach} of {store.MaxObjectSize}");
    }

    [Test]
    public void SizeOf_UnknownLengthNoLimitOfParts_ConstantSize()
    {
        PartPlan plan = Plan(new StorageCapabilities(), MiB, null);

        Assert.That(new[] { 0, 10_000, int.MaxValue - 1 }.Select(index => plan.SizeOf(index, 0)), Has.All.EqualTo(MiB));
    }

    [Test]
    public void CheckCount_PartBehindTheLast_TooLarge()
    {
        PartPlan plan = Plan(ObjectStore, 8 * MiB, null);

        Assert.That(plan.CheckCount(9_999), Is.Null);
        Assert.That(plan.CheckCount(10_000)!.Kind, Is.EqualTo(StorageErrorKind.TooLarge));
    }

    [Test]
    public void CheckLength_OneByteTooMany_TooLarge()
    {
        PartPlan plan = Plan(ObjectStore, 8 * MiB, null);

        Assert.That(plan.CheckLength(5 * TiB), Is.Null);
        Assert.That(plan.CheckLength((5 * TiB) + 1)!.Kind, Is.EqualTo(StorageErrorKind.TooLarge));
    }

    private static PartPlan Plan(StorageCapabilities store, long asked, long? length)
    {
        Assert.That(PartPlan.TryCreate(store, asked, length, out PartPlan? plan), Is.Null);
        return plan!;
    }

    private static void AssertKeepsLimits(StorageCapabilities store, PartPlan plan, long length)
    {
        long size = plan.SizeOf(0, 0);
        long count = plan.Count!.Value;
        long last = plan.SizeOf((int)Math.Min(int.MaxValue, count - 1), (count - 1) * size);
        bool isKept = count <= (store.MaxParts ?? long.MaxValue)
            && (count == 1 || size >= store.MinPartSize)
            && size <= (store.MaxPartSize ?? long.MaxValue)
            && last <= size
            && (last > 0 || length == 0)
            && ((count - 1) * size) + last == length
            && (count < 3 || plan.SizeOf(1, size) == size);
        Assert.That(isKept, $"length {length}: {count} parts of {size}, the last {last}");
    }

    private static IEnumerable<long> Lengths()
    {
        long[] corners = [0, 1, KiB, MiB, 5 * MiB, 8 * MiB, 16 * MiB, 100 * MiB, 128 * MiB, 10_000 * 5 * MiB, 10_000 * 8 * MiB, 1000 * 5 * MiB, 50 * GiB, TiB, 1000 * 5 * GiB, 5 * TiB];
        foreach (long corner in corners)
        {
            for (long i = Math.Max(0, corner - 1); i <= Math.Min(corner + 1, 5 * TiB); i++)
            {
                yield return i;
            }
        }

        Random random = new(20);
        for (int i = 0; i < 2000; i++)
        {
            yield return (long)Math.Pow(5 * TiB, random.NextDouble());
        }
    }
}
