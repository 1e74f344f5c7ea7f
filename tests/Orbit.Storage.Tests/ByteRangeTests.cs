namespace Orbit.Storage.Tests;

public class ByteRangeTests
{
    [Test]
    public void TryResolve_AnyRangeOfAnyObject_IsTheSliceOfItsBytes([Range(0, 6)] int size)
    {
        int[] bytes = [.. Enumerable.Range(0, size)];
        for (int offset = 0; offset < 9; offset++)
        {
            AssertSlice(ByteRange.From(offset), bytes, offset < size || offset == 0 ? bytes[Math.Min(offset, size)..] : null);
            for (int length = 0; length < 9; length++)
            {
                AssertSlice(ByteRange.Of(offset, length), bytes, offset < size ? [.. bytes.Skip(offset).Take(length)] : null);
            }
        }

        for (int length = 1; length < 9; length++)
        {
            AssertSlice(ByteRange.Suffix(length), bytes, size > 0 ? [.. bytes.TakeLast(length)] : null);
        }

        AssertSlice(ByteRange.Whole, bytes, bytes);
    }

    [Test]
    public void Default_IsTheWholeObject()
    {
        Assert.That(default(ByteRange), Is.EqualTo(ByteRange.Whole).And.EqualTo(ByteRange.From(0)));
        Assert.That(default(ByteRange).IsWhole, Is.True);
        Assert.That(default(ByteRange).Length, Is.Null);
        Assert.That(ByteRange.Of(0, 5).IsWhole, Is.False);
        Assert.That(ByteRange.Suffix(5).IsWhole, Is.False);
    }

    [Test]
    public void Equality_SameBytes_IsEqualAndOthersAreNot()
    {
        ByteRange[] ranges = [ByteRange.Whole, ByteRange.From(1), ByteRange.Of(0, 0), ByteRange.Of(0, 1), ByteRange.Of(1, 1), ByteRange.Suffix(1)];

        foreach (ByteRange left in ranges)
        {
            Assert.That(ranges.Count(right => left == right), Is.EqualTo(1));
            Assert.That(ranges.Count(right => left != right), Is.EqualTo(ranges.Length - 1));
            Assert.That(left.Equals((object)left), Is.True);
        }

        Assert.That(ranges.ToHashSet(), Does.Contain(ByteRange.Of(1, 1)).And.Not.Contain(ByteRange.Of(1, 2)));
    }

    [Test]
    public void Make_OutOfBounds_IsAnArgumentMistake()
    {
        Assert.That(() => ByteRange.From(-1), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => ByteRange.Of(-1, 1), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => ByteRange.Of(1, -1), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => ByteRange.Of(5, long.MaxValue - 5), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => ByteRange.Suffix(0), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => ByteRange.Suffix(long.MaxValue), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => ByteRange.Whole.TryResolve(-1, out _), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void TryResolve_LargestNumbers_DoNotOverflow()
    {
        Assert.That(ByteRange.Of(5, long.MaxValue - 6).TryResolve(long.MaxValue, out ByteSpan span), Is.True);
        Assert.That(span, Is.EqualTo(new ByteSpan(5, long.MaxValue - 6)));
        Assert.That(ByteRange.From(long.MaxValue - 1).TryResolve(long.MaxValue, out span), Is.True);
        Assert.That(span, Is.EqualTo(new ByteSpan(long.MaxValue - 1, 1)));
    }

    [Test]
    public void ToString_EachForm_NamesTheBytes()
    {
        Assert.That(ByteRange.From(3).ToString(), Is.EqualTo("3.."));
        Assert.That(ByteRange.Of(3, 4).ToString(), Is.EqualTo("3..7"));
        Assert.That(ByteRange.Suffix(9).ToString(), Is.EqualTo("last 9 bytes"));
        Assert.That(new ByteSpan(3, 4).ToString(), Is.EqualTo("3..7"));
    }

    private static void AssertSlice(ByteRange range, int[] bytes, int[]? expected)
    {
        bool resolved = range.TryResolve(bytes.Length, out ByteSpan span);

        Assert.That(resolved, Is.EqualTo(expected is not null), $"{range} of {bytes.Length}");
        if (expected is not null)
        {
            Assert.That(bytes.Skip((int)span.Offset).Take((int)span.Length), Is.EqualTo(expected), $"{range} of {bytes.Length}");
            Assert.That(span.Length, Is.EqualTo(expected.Length), $"{range} of {bytes.Length}");
            Assert.That(span.End, Is.EqualTo(span.Offset + span.Length));
        }
    }
}
