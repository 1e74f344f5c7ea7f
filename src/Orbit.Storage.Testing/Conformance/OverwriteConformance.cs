using NUnit.Framework;
using Orbit.Storage.Testing.Content;

namespace Orbit.Storage.Testing.Conformance;

/// <summary>Writes over what is there.</summary>
/// <typeparam name="THarness">Makes the backend.</typeparam>
public abstract class OverwriteConformance<THarness> : ConformanceFixture<THarness>
    where THarness : BackendHarness, new()
{
    /// <summary>O01: the second content is read, under another entity tag.</summary>
    [Test]
    public async Task O01_Overwrite_ReplacesContentAndTag()
    {
        WriteResult first = await PutAsync("o01", "one").ConfigureAwait(false);
        WriteResult second = await PutAsync("o01", "two").ConfigureAwait(false);

        Assert.That(await GetAsync("o01").ConfigureAwait(false), Is.EqualTo("two"));
        Assert.That(second.ETag, Can.ETag ? Is.Not.EqualTo(first.ETag) : Is.Null);
    }

    /// <summary>O02: nothing of longer old content remains behind shorter new content.</summary>
    /// <param name="parts">How many parts the new content has.</param>
    [Test]
    public async Task O02_ShorterContent_LeavesNoTail([Values(0, 1, 2)] int parts)
    {
        await PutContentAsync("o02", new PatternedContent(3 * P, seed: 1), new WriteOptions { Transfer = InParts }).ConfigureAwait(false);
        PatternedContent shorter = new((parts * P) + 1, seed: 2);

        await PutContentAsync("o02", shorter, new WriteOptions { Transfer = InParts }).ConfigureAwait(false);

        await AssertHoldsAsync("o02", shorter).ConfigureAwait(false);
    }
}
