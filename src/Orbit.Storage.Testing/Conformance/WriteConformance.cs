using System.Buffers;
using System.IO.Pipelines;
using NUnit.Framework;
using Orbit.Storage.Testing.Content;

namespace Orbit.Storage.Testing.Conformance;

/// <summary>Writes that succeed: what was given is what is stored, whatever its size and shape.</summary>
/// <typeparam name="THarness">Makes the backend.</typeparam>
public abstract class WriteConformance<THarness> : ConformanceFixture<THarness>
    where THarness : BackendHarness, new()
{
    private const int MiB = 1024 * 1024;

    /// <summary>W01: 4 KiB come back as they were.</summary>
    [Test]
    public async Task W01_Write_ReadBack_IsIdentical()
    {
        PatternedContent content = new(4096, seed: 1);

        WriteResult result = await PutContentAsync("w01", content).ConfigureAwait(false);

        Assert.That((result.Path, result.Size), Is.EqualTo(((StoragePath)"w01", 4096L)));
        await AssertHoldsAsync("w01", content).ConfigureAwait(false);
    }

    /// <summary>W02: nothing at all makes an object of size 0.</summary>
    /// <param name="isLengthKnown">Whether the length is said beforehand.</param>
    [Test]
    public async Task W02_WriteOfNothing_MakesAnEmptyObject([Values] bool isLengthKnown)
    {
        WriteResult result = await PutAsync("w02", "", new WriteOptions { ExpectedLength = isLengthKnown ? 0 : null }).ConfigureAwait(false);

        Assert.That(result.Size, Is.Zero);
        await AssertHoldsAsync("w02", new PatternedContent(0)).ConfigureAwait(false);
    }

    /// <summary>W02: nothing at all over content leaves an object of size 0.</summary>
    [Test]
    public async Task W02_WriteOfNothing_OverContent_LeavesAnEmptyObject()
    {
        await PutAsync("w02", "not empty").ConfigureAwait(false);

        await PutAsync("w02", "").ConfigureAwait(false);

        await AssertHoldsAsync("w02", new PatternedContent(0)).ConfigureAwait(false);
    }

    /// <summary>W04: a sequence of two segments is written in order.</summary>
    [Test]
    public async Task W04_TwoSegments_AreConcatenatedInOrder()
    {
        PatternedContent content = new(2 * MiB, seed: 4);
        ReadOnlySequence<byte> sequence = SegmentedSequence.Of(content.ToArray(new ByteSpan(0, MiB)), content.ToArray(new ByteSpan(MiB, MiB)));

        await Backend.WriteAsync("w04", PipeReader.Create(sequence), new WriteOptions { Transfer = InParts }, Token).ConfigureAwait(false);

        await AssertHoldsAsync("w04", content).ConfigureAwait(false);
    }

    /// <summary>W05: sizes just below, at and above one and two parts.</summary>
    /// <param name="parts">How many parts.</param>
    /// <param name="difference">How many bytes more.</param>
    /// <param name="isLengthKnown">Whether the length is said beforehand.</param>
    [Test]
    public Task W05_SizesAroundParts_AreExact([Values(1, 2)] int parts, [Values(-1, 0, 1)] int difference, [Values] bool isLengthKnown) =>
        AssertSizeAsync((parts * P) + difference, isLengthKnown);

    /// <summary>W05: sizes just below, at and above what goes in one request.</summary>
    /// <param name="difference">How many bytes more.</param>
    /// <param name="isLengthKnown">Whether the length is said beforehand.</param>
    [Test]
    public Task W05_SizesAroundOneRequest_AreExact([Values(-1, 0, 1)] int difference, [Values] bool isLengthKnown) =>
        AssertSizeAsync(Harness.WholeSize + difference, isLengthKnown);

    /// <summary>W06: short content of unknown length.</summary>
    /// <param name="size">Its size.</param>
    [Test]
    public Task W06_UnknownLength_ShortContent_IsExact([Values(0, 100)] int size) => AssertSizeAsync(size, isLengthKnown: false);

    /// <summary>W16: what a write returns is what a stat says.</summary>
    /// <param name="parts">How many parts.</param>
    [Test]
    public async Task W16_Result_IsWhatStatSays([Values(1, 3)] int parts)
    {
        WriteResult result = await PutContentAsync("w16", new PatternedContent(parts * P, seed: 16), new WriteOptions { Transfer = InParts }).ConfigureAwait(false);

        StorageEntry entry = await Backend.StatAsync("w16", Token).ConfigureAwait(false);
        Assert.That((entry.Size, entry.ETag, entry.VersionId), Is.EqualTo(((long?)result.Size, result.ETag, result.VersionId)));
        Assert.That(result.LastModified, Is.Null.Or.EqualTo(entry.LastModified), "Stores that do not say the time as they write are not asked a second time.");
        Assert.That(result.ETag, Can.ETag ? Is.Not.Null.And.Not.Empty : Is.Null);
    }

    /// <summary>W17: a write makes missing parents.</summary>
    [Test]
    public async Task W17_MissingParents_AreMade()
    {
        await PutAsync("a/b/c/file", "content").ConfigureAwait(false);

        Assert.That(await GetAsync("a/b/c/file").ConfigureAwait(false), Is.EqualTo("content"));
        if (Can.RealDirectories)
        {
            Assert.That((await Backend.StatAsync("a/b", Token).ConfigureAwait(false)).Kind, Is.EqualTo(StorageEntryKind.Directory));
        }
        else
        {
            await StorageAssert.FailsAsync(() => Backend.StatAsync("a/b", Token), StorageErrorKind.NotFound).ConfigureAwait(false);
        }
    }

    /// <summary>W17: a write that must not make parents fails where they are missing.</summary>
    [Test]
    public async Task W17_MissingParents_NotToBeMade_IsNotFound()
    {
        WriteOptions options = new() { CreateParents = false };
        if (!Can.RealDirectories)
        {
            await PutAsync("a/file", "content", options).ConfigureAwait(false);
            Assert.That(await GetAsync("a/file").ConfigureAwait(false), Is.EqualTo("content"));
            return;
        }

        await FailsUnchangedAsync(() => PutAsync("a/file", "content", options), StorageErrorKind.NotFound).ConfigureAwait(false);
    }

    private async Task AssertSizeAsync(long size, bool isLengthKnown)
    {
        PatternedContent content = new(size, seed: 5);

        WriteResult result = await PutContentAsync("sized", content, new WriteOptions { Transfer = InParts, ExpectedLength = isLengthKnown ? size : null }).ConfigureAwait(false);

        Assert.That(result.Size, Is.EqualTo(size));
        await AssertHoldsAsync("sized", content).ConfigureAwait(false);
    }
}
