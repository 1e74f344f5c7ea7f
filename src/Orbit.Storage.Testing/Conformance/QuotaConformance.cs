using NUnit.Framework;
using Orbit.Storage.Testing.Content;

namespace Orbit.Storage.Testing.Conformance;

/// <summary>Writes that there is no room for.</summary>
/// <typeparam name="THarness">Makes the backend, with little room.</typeparam>
public abstract class QuotaConformance<THarness> : ConformanceFixture<THarness>
    where THarness : BackendHarness, ILimitedSpace, new()
{
    /// <summary>F06: the disk is full while writing or at the end; the old content is intact, nothing is left, and there is room again.</summary>
    /// <param name="inOneRequest">Whether the content goes in one request.</param>
    /// <param name="isLengthKnown">Whether the length is said beforehand.</param>
    /// <param name="exists">Whether the target exists.</param>
    [Test]
    public async Task F06_NoRoom_LeavesTheTargetAsItWas([Values] bool inOneRequest, [Values] bool isLengthKnown, [Values] bool exists)
    {
        PatternedContent old = new(1000, seed: 6);
        PatternedContent large = new(2 * Harness.Capacity, seed: 7);
        await (exists ? PutContentAsync("target", old) : Task.CompletedTask).ConfigureAwait(false);
        WriteOptions options = new()
        {
            Transfer = inOneRequest ? new TransferOptions { PartSize = large.Length } : InParts,
            ExpectedLength = isLengthKnown ? large.Length : null,
        };

        await StorageAssert.FailsAsync(() => PutContentAsync("target", large, options), StorageErrorKind.QuotaExceeded).ConfigureAwait(false);

        if (exists)
        {
            await AssertHoldsAsync("target", old).ConfigureAwait(false);
        }
        else
        {
            await AssertAbsentAsync("target").ConfigureAwait(false);
        }

        PatternedContent half = new(Harness.Capacity / 2, seed: 8);
        await PutContentAsync("other", half, new WriteOptions { Transfer = InParts }).ConfigureAwait(false);
        await AssertHoldsAsync("other", half).ConfigureAwait(false);
    }

    /// <summary>F06: there is no room for a copy.</summary>
    [Test]
    public async Task F06_NoRoomForACopy_LeavesTheTargetAsItWas()
    {
        PatternedContent content = new(Harness.Capacity * 2 / 3, seed: 6);
        await PutContentAsync("source", content, new WriteOptions { Transfer = InParts }).ConfigureAwait(false);
        await PutAsync("target", "old").ConfigureAwait(false);

        await FailsUnchangedAsync(() => Backend.CopyAsync("source", "target", new CopyOptions { Transfer = InParts }, Token), StorageErrorKind.QuotaExceeded).ConfigureAwait(false);
    }
}
