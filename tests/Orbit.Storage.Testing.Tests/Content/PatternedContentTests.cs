using System.IO.Pipelines;
using NUnit.Framework.Internal;
using Orbit.Storage.Testing.Content;

namespace Orbit.Storage.Testing.Tests.Content;

public sealed class PatternedContentTests
{
    [Test]
    public void Fill_AnyOffsetAndLength_AgreesWithTheWhole()
    {
        PatternedContent content = new(1000, seed: 3);
        byte[] whole = content.ToArray();

        for (int offset = 0; offset < 40; offset++)
        {
            for (int length = 0; length < 40; length++)
            {
                Assert.That(content.ToArray(new ByteSpan(offset, length)), Is.EqualTo(whole[offset..(offset + length)]));
            }
        }
    }

    [Test]
    public void Fill_FarBeyondWhatFitsMemory_IsTheSameAgain()
    {
        PatternedContent content = new(long.MaxValue);
        ByteSpan far = new((5L << 40) + 3, 20);

        Assert.That(content.FindDifference(far.Offset, content.ToArray(far)), Is.Null);
        Assert.That(content.FindDifference(far.Offset + 1, content.ToArray(far)), Is.Not.Null);
    }

    [Test]
    public void FindDifference_OneByteWrong_IsItsOffset([Values(0, 1, 1023, 1024, 4999)] int wrong)
    {
        PatternedContent content = new(5000, seed: 1);
        byte[] bytes = content.ToArray();
        bytes[wrong] ^= 1;

        Assert.That(content.FindDifference(0, bytes), Is.EqualTo(wrong));
    }

    [Test]
    public void ToArray_AnotherSeed_IsOtherContent() =>
        Assert.That(new PatternedContent(16, seed: 1).ToArray(), Is.Not.EqualTo(new PatternedContent(16, seed: 2).ToArray()));

    [TestCase(99, "The end came at offset 99")]
    [TestCase(101, "More than the 100 bytes")]
    public async Task MatchesAsync_OtherLength_FailsAndSaysWhere(int length, string message)
    {
        PatternedContent expected = new(100);
        PatternedContent actual = new(length);

        Assert.That((await FailureOfAsync(() => expected.MatchesAsync(actual.OpenSource()))).Message, Does.Contain(message));
        Assert.That((await FailureOfAsync(() => expected.MatchesStreamAsync(actual.OpenStream()))).Message, Does.Contain(message));
    }

    [Test]
    public async Task MatchesAsync_ByteWrong_FailsAndNamesItsOffset()
    {
        PatternedContent content = new(300_000);
        byte[] bytes = content.ToArray();
        bytes[200_001] ^= 0x40;

        AssertionException failure = await FailureOfAsync(() => content.MatchesAsync(PipeReader.Create(new(bytes))));

        Assert.That(failure.Message, Does.Contain("offset 200001"));
    }

    [Test]
    public async Task MatchesAsync_ARange_IsComparedAtItsPlace()
    {
        PatternedContent content = new(1000);
        ByteSpan span = new(17, 400);

        await content.MatchesAsync(PipeReader.Create(new(content.ToArray(span))), span);
        await FailureOfAsync(() => content.MatchesAsync(PipeReader.Create(new(content.ToArray(span))), new ByteSpan(18, 400)));
    }

    // An assertion that fails marks the running test as failed even where it is caught, unless it has a context of its own.
    private static async Task<AssertionException> FailureOfAsync(Func<Task> check)
    {
        using (new TestExecutionContext.IsolatedContext())
        {
            return await StorageAssert.ThrowsAsync<AssertionException>(check);
        }
    }
}
