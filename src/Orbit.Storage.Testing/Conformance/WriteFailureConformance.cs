using NUnit.Framework;
using Orbit.Storage.Testing.Content;

namespace Orbit.Storage.Testing.Conformance;

/// <summary>Writes that fail: the target is as it was, the source is released, nothing is left behind.</summary>
/// <typeparam name="THarness">Makes the backend.</typeparam>
public abstract class WriteFailureConformance<THarness> : ConformanceFixture<THarness>
    where THarness : BackendHarness, new()
{
    private static readonly PatternedContent Old = new(1000, seed: 99);

    /// <summary>W12: content that ends before its announced length.</summary>
    /// <param name="parts">How many parts are announced; half of that comes.</param>
    /// <param name="exists">Whether the target exists.</param>
    [Test]
    public Task W12_SourceEndsEarly_IsLengthMismatch([Values(1, 4)] int parts, [Values] bool exists)
    {
        PatternedContent half = new(parts * P / 2, seed: 12);
        return AssertFailsAsync(exists, half.OpenSource(), new WriteOptions { Transfer = InParts, ExpectedLength = parts * P }, StorageErrorKind.LengthMismatch);
    }

    /// <summary>W14: content that goes on after its announced length.</summary>
    /// <param name="parts">How many parts are announced; one byte more comes.</param>
    /// <param name="exists">Whether the target exists.</param>
    [Test]
    public Task W14_SourceGoesOn_IsLengthMismatch([Values(0, 1, 2)] int parts, [Values] bool exists)
    {
        PatternedContent more = new((parts * P) + 1, seed: 14);
        return AssertFailsAsync(exists, more.OpenSource(), new WriteOptions { Transfer = InParts, ExpectedLength = parts * P }, StorageErrorKind.LengthMismatch);
    }

    /// <summary>W15: a source that breaks; the caller sees why.</summary>
    /// <param name="parts">After how many parts.</param>
    /// <param name="difference">And how many bytes.</param>
    /// <param name="isLengthKnown">Whether the length is said beforehand.</param>
    /// <param name="exists">Whether the target exists.</param>
    [Test]
    public async Task W15_SourceBreaks_ThatFailureIsSeen([Values(0, 1)] int parts, [Values(0, 1)] int difference, [Values] bool isLengthKnown, [Values] bool exists)
    {
        await PrepareAsync(exists).ConfigureAwait(false);
        InvalidDataException broken = new("The source broke.");
        PatternedSource source = new PatternedContent(3 * P, seed: 15).OpenSource(new SourceBehavior { FailsAt = (parts * P) + difference, Failure = broken });

        Exception seen = await StorageAssert.ThrowsAsync<Exception>(
            () => Backend.WriteAsync("target", source, new WriteOptions { Transfer = InParts, ExpectedLength = isLengthKnown ? 3 * P : null }, Token)).ConfigureAwait(false);

        Assert.That(seen.GetBaseException(), Is.SameAs(broken));
        await AssertAsItWasAsync(exists, source).ConfigureAwait(false);
    }

    /// <summary>W27: a wrong checksum fails and a right one does not.</summary>
    /// <param name="algorithm">Which checksum.</param>
    /// <param name="parts">How many parts.</param>
    /// <param name="exists">Whether the target exists.</param>
    [Test]
    public async Task W27_WrongChecksum_IsChecksumMismatch([Values] ChecksumAlgorithm algorithm, [Values(1, 3)] int parts, [Values] bool exists)
    {
        PatternedContent content = new((parts * P) - 1, seed: 27);
        ContentChecksum wrong = new PatternedContent((parts * P) - 1, seed: 28).Checksum(algorithm);

        await AssertFailsAsync(exists, content.OpenSource(), new WriteOptions { Transfer = InParts, Checksum = wrong }, StorageErrorKind.ChecksumMismatch).ConfigureAwait(false);

        await PutContentAsync("target", content, new WriteOptions { Transfer = InParts, Checksum = content.Checksum(algorithm) }).ConfigureAwait(false);
        await AssertHoldsAsync("target", content).ConfigureAwait(false);
    }

    private async Task AssertFailsAsync(bool exists, PatternedSource source, WriteOptions options, StorageErrorKind kind)
    {
        await PrepareAsync(exists).ConfigureAwait(false);
        StorageException failure = await StorageAssert.FailsAsync(() => Backend.WriteAsync("target", source, options, Token).WaitAsync(Prompt, Token), kind).ConfigureAwait(false);
        Assert.That(failure.Message, Does.Contain("target"));
        await AssertAsItWasAsync(exists, source).ConfigureAwait(false);
    }

    private Task PrepareAsync(bool exists) => exists ? PutContentAsync("target", Old) : Task.CompletedTask;

    private async Task AssertAsItWasAsync(bool exists, PatternedSource source)
    {
        Assert.That(await source.AssertReleased().ConfigureAwait(false), Is.Not.Null, "The source must be completed with the error.");
        if (exists)
        {
            await AssertHoldsAsync("target", Old).ConfigureAwait(false);
        }
        else
        {
            await AssertAbsentAsync("target").ConfigureAwait(false);
        }
    }
}
