using NUnit.Framework;
using Orbit.Storage.Testing.Content;

namespace Orbit.Storage.Testing.Conformance;

/// <summary>Many calls at once.</summary>
/// <typeparam name="THarness">Makes the backend.</typeparam>
public abstract class ConcurrencyConformance<THarness> : ConformanceFixture<THarness>
    where THarness : BackendHarness, new()
{
    private const int PartsInMemory = 8;

    /// <summary>Eight parts, whatever their size, or the least that a budget can be.</summary>
    protected override long MemoryCapacity => Math.Max(1024 * 1024, PartsInMemory * Harness.PartSize);

    /// <summary>C01: twenty writers of twenty objects, then twenty readers.</summary>
    [Test]
    public async Task C01_ManyObjects_AreEachExact()
    {
        PatternedContent[] contents = [.. Enumerable.Range(0, 20).Select(i => new PatternedContent(4096, seed: i))];

        await Task.WhenAll(contents.Select(content => Task.Run(() => PutContentAsync($"c01/{content.Seed}", content), Token))).ConfigureAwait(false);
        await Task.WhenAll(contents.Select(content => Task.Run(() => AssertHoldsAsync($"c01/{content.Seed}", content), Token))).ConfigureAwait(false);
    }

    /// <summary>C01: twenty writers of one object; one of their contents is there, whole.</summary>
    /// <param name="parts">How many parts each content has.</param>
    [Test]
    public async Task C01_OneObject_HoldsOneContentWhole([Values(1, 2)] int parts)
    {
        PatternedContent[] contents = [.. Enumerable.Range(0, 20).Select(i => new PatternedContent(parts * P, seed: i))];

        await Task.WhenAll(contents.Select(content => Task.Run(() => PutContentAsync("c01", content, new WriteOptions { Transfer = InParts }), Token))).ConfigureAwait(false);

        byte[] bytes = await GetBytesAsync("c01").ConfigureAwait(false);
        PatternedContent written = contents.Single(content => content.FindDifference(0, bytes.AsSpan(0, 64)) is null);
        written.Matches(bytes);
    }

    /// <summary>C05: a hundred writers in parts share a budget of eight parts, and all come to their end.</summary>
    [Test]
    public async Task C05_ManyWriters_KeepToTheBudget()
    {
        PatternedContent[] contents = [.. Enumerable.Range(0, 100).Select(i => new PatternedContent((2 * P) + i, seed: i))];

        await Task.WhenAll(contents.Select(content => Task.Run(() => PutContentAsync($"c05/{content.Seed}", content, new WriteOptions { Transfer = InParts }), Token))).ConfigureAwait(false);

        Assert.That(Memory.PeakReserved, Is.LessThanOrEqualTo(Memory.Capacity));
        await Parallel.ForEachAsync(contents, Token, async (content, _) => await AssertHoldsAsync($"c05/{content.Seed}", content).ConfigureAwait(false)).ConfigureAwait(false);
    }

    /// <summary>C05: writes that are fed by reads of the same budget come to their end too.</summary>
    [Test]
    public async Task C05_WritesFedByReads_ComeToTheirEnd()
    {
        PatternedContent content = new(6 * P, seed: 5);
        await PutContentAsync("source", content, new WriteOptions { Transfer = InParts }).ConfigureAwait(false);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => CopyThroughAsync($"copy{i}"), Token))).ConfigureAwait(false);

        for (int i = 0; i < 20; i++)
        {
            await AssertHoldsAsync($"copy{i}", content).ConfigureAwait(false);
        }

        async Task CopyThroughAsync(StoragePath path)
        {
            StorageContent read = await Backend.OpenReadAsync("source", new ReadOptions { Transfer = InParts }, Token).ConfigureAwait(false);
            await using (read.ConfigureAwait(false))
            {
                await Backend.WriteAsync(path, read.Reader, new WriteOptions { Transfer = InParts }, Token).ConfigureAwait(false);
            }
        }
    }
}
