using NUnit.Framework;
using Orbit.Storage.Testing.Content;

namespace Orbit.Storage.Testing.Conformance;

/// <summary>Writes that must not replace anything: one of many racing writers wins, and all others learn that they did not.</summary>
/// <typeparam name="THarness">Makes the backend.</typeparam>
public abstract class CreateOnlyConformance<THarness> : ConformanceFixture<THarness>
    where THarness : BackendHarness, new()
{
    private const int Writers = 16;

    /// <summary>O03: the first succeeds, the second fails and changes nothing.</summary>
    [Test]
    public async Task O03_CreateOnly_SecondIsAlreadyExists()
    {
        if (!Can.ConditionalCreate)
        {
            await RefusesAsync(() => PutAsync("o03", "first", CreateOnly)).ConfigureAwait(false);
            return;
        }

        await PutAsync("o03", "first", CreateOnly).ConfigureAwait(false);
        await FailsUnchangedAsync(() => PutAsync("o03", "second", CreateOnly), StorageErrorKind.AlreadyExists).ConfigureAwait(false);

        Assert.That(await GetAsync("o03").ConfigureAwait(false), Is.EqualTo("first"));
    }

    /// <summary>O04: the same for a second content of several parts.</summary>
    /// <param name="isLengthKnown">Whether the length is said beforehand.</param>
    [Test]
    public async Task O04_CreateOnlyInParts_SecondIsAlreadyExists([Values] bool isLengthKnown)
    {
        PatternedContent content = new((3 * P) + 1);
        WriteOptions options = new() { Overwrite = false, Transfer = InParts, ExpectedLength = isLengthKnown ? content.Length : null };
        if (!Can.ConditionalCreate)
        {
            await RefusesAsync(() => PutContentAsync("o04", content, options)).ConfigureAwait(false);
            return;
        }

        await PutAsync("o04", "first", CreateOnly).ConfigureAwait(false);
        await FailsUnchangedAsync(() => PutContentAsync("o04", content, options), StorageErrorKind.AlreadyExists).ConfigureAwait(false);

        Assert.That(await Harness.CountOpenUploadsAsync(Token).ConfigureAwait(false), Is.Zero);
    }

    /// <summary>O04: create-only in parts where nothing is.</summary>
    [Test]
    public async Task O04_CreateOnlyInParts_OnNothing_Succeeds()
    {
        PatternedContent content = new((3 * P) + 1);
        WriteOptions options = new() { Overwrite = false, Transfer = InParts };
        if (!Can.ConditionalCreate)
        {
            await RefusesAsync(() => PutContentAsync("o04", content, options)).ConfigureAwait(false);
            return;
        }

        await PutContentAsync("o04", content, options).ConfigureAwait(false);

        await AssertHoldsAsync("o04", content).ConfigureAwait(false);
    }

    /// <summary>O06: of sixteen writers at once exactly one succeeds, and its content is what is read.</summary>
    /// <param name="parts">How many parts each content has.</param>
    [Test]
    public async Task O06_SixteenAtOnce_OneWins([Values(1, 2)] int parts)
    {
        WriteOptions options = new() { Overwrite = false, Transfer = InParts };
        PatternedContent[] contents = [.. Enumerable.Range(0, Writers).Select(i => new PatternedContent((parts * P) - i, seed: i + 1))];
        if (!Can.ConditionalCreate)
        {
            await RefusesAsync(() => PutContentAsync("o06", contents[0], options)).ConfigureAwait(false);
            return;
        }

        StorageErrorKind?[] outcomes = await Task.WhenAll(contents.Select(content => Task.Run(() => TryAsync(content, options), Token))).ConfigureAwait(false);

        Assert.That(outcomes.Count(outcome => outcome is null), Is.EqualTo(1));
        Assert.That(outcomes.Count(outcome => outcome is StorageErrorKind.AlreadyExists), Is.EqualTo(Writers - 1), string.Join(", ", outcomes));
        await AssertHoldsAsync("o06", contents[Array.FindIndex(outcomes, outcome => outcome is null)]).ConfigureAwait(false);
    }

    private async Task<StorageErrorKind?> TryAsync(PatternedContent content, WriteOptions options)
    {
        try
        {
            await PutContentAsync("o06", content, options).ConfigureAwait(false);
            return null;
        }
        catch (StorageException failure)
        {
            return failure.Kind;
        }
    }
}
