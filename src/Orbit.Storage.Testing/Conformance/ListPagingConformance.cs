using System.Globalization;
using NUnit.Framework;

namespace Orbit.Storage.Testing.Conformance;

/// <summary>Listings in pages: complete, in order, and no further than they are read.</summary>
/// <typeparam name="THarness">Makes the backend.</typeparam>
public abstract class ListPagingConformance<THarness> : ConformanceFixture<THarness>
    where THarness : BackendHarness, new()
{
    private static readonly string[] Matrix =
        ["a a/b.file", "a%2Fa.file", "a/😀.file", "a/a file", "a/a%2F.file", "a/a.file", "a/a/b.file", "a/b.file", "aa/a.file", "ab/a.file"];

    /// <summary>L09: eleven objects, each exactly once, in pages of any size.</summary>
    /// <param name="recursive">Whether everything below is asked for.</param>
    [Test]
    public async Task L09_AnyPageSize_ShowsEachOnce([Values] bool recursive)
    {
        string[] names = await MakeAsync(11).ConfigureAwait(false);

        foreach (int size in new[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 1000 })
        {
            Assert.That(await ListFilesAsync("l", new ListOptions { PageSize = size, Recursive = recursive }).ConfigureAwait(false), Is.EquivalentTo(names), $"page size {size}");
        }
    }

    /// <summary>L10: pages that are exactly filled end without an error.</summary>
    /// <param name="size">The page size.</param>
    [Test]
    public async Task L10_ExactlyFilledPages_End([Values(1, 2, 3)] int size)
    {
        string[] names = await MakeAsync(3).ConfigureAwait(false);

        Assert.That(await ListFilesAsync("l", new ListOptions { PageSize = size }).ConfigureAwait(false), Is.EquivalentTo(names));
        Assert.That(await ListFilesAsync("l", new ListOptions { PageSize = size, Prefetch = false }).ConfigureAwait(false), Is.EquivalentTo(names));
    }

    /// <summary>L10: a listing ends after as many entries as were asked for.</summary>
    /// <param name="count">How many.</param>
    [Test]
    public async Task L10_MaxEntries_EndsTheListing([Values(0, 1, 5, 11, 20)] int count)
    {
        await MakeAsync(11).ConfigureAwait(false);

        Assert.That(await ListAsync("l", new ListOptions { PageSize = 3, MaxEntries = count }).ConfigureAwait(false), Has.Count.EqualTo(Math.Min(11, count)));
    }

    /// <summary>L12: only what comes after a name.</summary>
    [Test]
    public async Task L12_StartAfter_IsExclusive()
    {
        string[] names = await MakeAsync(6).ConfigureAwait(false);
        if (!Can.OrderedListing)
        {
            await RefusesAsync(() => ListAsync("l", new ListOptions { StartAfter = names[2] })).ConfigureAwait(false);
            return;
        }

        Assert.That(await After(names[2]).ConfigureAwait(false), Is.EqualTo(names[3..]));
        Assert.That(await After(names[2] + "x").ConfigureAwait(false), Is.EqualTo(names[3..]));
        Assert.That(await After("k").ConfigureAwait(false), Is.EqualTo(names));
        Assert.That(await After("m").ConfigureAwait(false), Is.Empty);

        Task<IReadOnlyList<string>> After(string name) => ListFilesAsync("l", new ListOptions { StartAfter = name, PageSize = 2 });
    }

    /// <summary>L12: an ordered listing is in the order of the full paths' UTF-8 bytes.</summary>
    [Test]
    public async Task L12_OrderedListing_IsInOrder()
    {
        await MakeMatrixAsync().ConfigureAwait(false);
        IReadOnlyList<string> shown = await ListFilesAsync(StoragePath.Root, Recursive).ConfigureAwait(false);

        StoragePath[] inOrder = [.. Matrix.Select(name => new StoragePath(name)).Order()];
        Assert.That(shown, Can.OrderedListing ? Is.EqualTo(inOrder.Select(path => path.Value)) : Is.EquivalentTo(Matrix));
    }

    /// <summary>L13: twelve pairs of prefix and name show what the order says.</summary>
    [Test]
    public async Task L13_PrefixAndStartAfter_AreTheOrdinalFilter()
    {
        await MakeMatrixAsync().ConfigureAwait(false);
        (string Prefix, string After)[] pairs =
        [
            ("", "a"), ("", "a/a"), ("", "a/a%2F.file"), ("", "a/a.file"), ("", "a/😀.file"), ("", "b"),
            ("a", "a/a.file"), ("a", "a/a/"), ("a", "a/b.file"), ("a", "Z"), ("a/a", "a/a/a"), ("aa", "a"),
        ];
        foreach ((string prefix, string after) in pairs)
        {
            ListOptions options = new() { Recursive = true, StartAfter = after };
            if (!Can.OrderedListing)
            {
                await StorageAssert.FailsAsync(() => ListAsync(prefix, options), StorageErrorKind.Unsupported).ConfigureAwait(false);
                continue;
            }

            string[] expected = [.. Matrix.Select(name => new StoragePath(name)).Where(path => path.IsAtOrBelow(prefix) && path > after).Order().Select(path => path.Value)];
            Assert.That(await ListFilesAsync(prefix, options).ConfigureAwait(false), Is.EqualTo(expected), $"prefix '{prefix}' after '{after}'");
        }
    }

    /// <summary>L29: an enumeration that is left early gives everything back, and another one works.</summary>
    [Test]
    public async Task L29_LeftEarly_GivesEverythingBack()
    {
        string[] names = await MakeAsync(11).ConfigureAwait(false);

        await foreach (StorageEntry entry in Backend.ListAsync("l", new ListOptions { PageSize = 2 }, Token).ConfigureAwait(false))
        {
            Assert.That(names, Does.Contain(entry.Path.Value));
            break;
        }

        Assert.That(Harness.CountLeases(), Is.Zero);
        Assert.That(await ListFilesAsync("l").ConfigureAwait(false), Is.EquivalentTo(names));
    }

    /// <summary>A05: a cancelled listing stops.</summary>
    [Test]
    public async Task A05_CancelledBetweenPages_Stops()
    {
        await MakeAsync(11).ConfigureAwait(false);
        using CancellationTokenSource canceler = CancellationTokenSource.CreateLinkedTokenSource(Token);
        int seen = 0;

        await StorageAssert.ThrowsAsync<OperationCanceledException>(async () =>
        {
            await foreach (StorageEntry entry in Backend.ListAsync("l", new ListOptions { PageSize = 2 }, canceler.Token).ConfigureAwait(false))
            {
                seen++;
                await canceler.CancelAsync().ConfigureAwait(false);
            }
        }).ConfigureAwait(false);

        Assert.That(seen, Is.InRange(1, 4));
    }

    private async Task<string[]> MakeAsync(int count)
    {
        string[] names = [.. Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"l/{i:00}"))];
        foreach (string name in names)
        {
            await PutAsync(name, name).ConfigureAwait(false);
        }

        return names;
    }

    private async Task MakeMatrixAsync()
    {
        foreach (string name in Matrix)
        {
            await PutAsync(name, name).ConfigureAwait(false);
        }
    }
}
