using System.Globalization;
using NUnit.Framework;
using Orbit.Storage.Testing.Content;

namespace Orbit.Storage.Testing.Conformance;

/// <summary>Writes on condition of what is there.</summary>
/// <typeparam name="THarness">Makes the backend.</typeparam>
public abstract class ConditionalWriteConformance<THarness> : ConformanceFixture<THarness>
    where THarness : BackendHarness, new()
{
    private const int Workers = 5;
    private const int IncrementsEach = 10;

    /// <summary>O07: the current tag lets the write through, the one before does not.</summary>
    /// <param name="parts">How many parts the new content has.</param>
    [Test]
    public async Task O07_StaleTag_IsPreconditionFailed([Values(1, 3)] int parts)
    {
        string current = (await PutAsync("o07", "one").ConfigureAwait(false)).ETag ?? "tag";
        PatternedContent next = new(parts * P, seed: 7);
        WriteOptions options = new() { IfMatch = current, Transfer = InParts };
        if (!Can.ConditionalUpdate)
        {
            await RefusesAsync(() => PutContentAsync("o07", next, options)).ConfigureAwait(false);
            return;
        }

        await PutContentAsync("o07", next, options).ConfigureAwait(false);
        await AssertHoldsAsync("o07", next).ConfigureAwait(false);
        await FailsUnchangedAsync(() => PutContentAsync("o07", new PatternedContent(parts * P, seed: 8), options), StorageErrorKind.PreconditionFailed).ConfigureAwait(false);
    }

    /// <summary>O07: a missing object matches no tag.</summary>
    [Test]
    public async Task O07_MissingObject_IsPreconditionFailed()
    {
        WriteOptions options = new() { IfMatch = "tag" };
        await RefusesOrFailsAsync(Can.ConditionalUpdate, () => PutAsync("o07", "one", options), StorageErrorKind.PreconditionFailed).ConfigureAwait(false);
        await AssertAbsentAsync("o07").ConfigureAwait(false);
    }

    /// <summary>O09: fifty increments by five workers, each on condition that nobody was faster, make fifty.</summary>
    [Test]
    public async Task O09_CompareAndSwap_LosesNoIncrement()
    {
        if (!Can.ConditionalUpdate || !Can.ConditionalCreate)
        {
            await PutAsync("o09", "1").ConfigureAwait(false);
            await RefusesAsync(() => PutAsync("o09", "2", Can.ConditionalUpdate ? CreateOnly : new WriteOptions { IfMatch = "tag" })).ConfigureAwait(false);
            return;
        }

        await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => Task.Run(
            async () =>
            {
                for (int done = 0; done < IncrementsEach; done += await TryIncrementAsync().ConfigureAwait(false) ? 1 : 0)
                {
                    Token.ThrowIfCancellationRequested();
                }
            },
            Token))).ConfigureAwait(false);

        Assert.That(await GetAsync("o09").ConfigureAwait(false), Is.EqualTo("50"));
    }

    /// <summary>O10: a write unless the object has some tag.</summary>
    [Test]
    public async Task O10_IfNoneMatch_MatchingTag_IsPreconditionFailed()
    {
        string tag = (await PutAsync("o10", "one").ConfigureAwait(false)).ETag ?? "tag";

        await RefusesOrFailsAsync(Can.WriteIfNoneMatch, () => PutAsync("o10", "two", new WriteOptions { IfNoneMatch = tag }), StorageErrorKind.PreconditionFailed).ConfigureAwait(false);

        if (Can.WriteIfNoneMatch)
        {
            await PutAsync("o10", "two", new WriteOptions { IfNoneMatch = "other" }).ConfigureAwait(false);
            Assert.That(await GetAsync("o10").ConfigureAwait(false), Is.EqualTo("two"));
        }
    }

    private async Task<bool> TryIncrementAsync()
    {
        try
        {
            (string Text, string? Tag) seen = await SeeAsync().ConfigureAwait(false);
            int next = int.Parse(seen.Text, CultureInfo.InvariantCulture) + 1;
            WriteOptions options = seen.Tag is null ? CreateOnly : new WriteOptions { IfMatch = seen.Tag };
            await PutAsync("o09", next.ToString(CultureInfo.InvariantCulture), options).ConfigureAwait(false);
            return true;
        }
        catch (StorageException raced) when (raced.Kind is StorageErrorKind.PreconditionFailed or StorageErrorKind.AlreadyExists or StorageErrorKind.ObjectChanged)
        {
            return false;
        }
    }

    private async Task<(string Text, string? Tag)> SeeAsync()
    {
        try
        {
            StorageContent content = await Backend.OpenReadAsync("o09", null, Token).ConfigureAwait(false);
            await using (content.ConfigureAwait(false))
            {
                using StreamReader reader = new(content.Reader.AsStream());
                return (await reader.ReadToEndAsync(Token).ConfigureAwait(false), content.Entry.ETag);
            }
        }
        catch (StorageException missing) when (missing.Kind is StorageErrorKind.NotFound)
        {
            return ("0", null);
        }
    }
}
