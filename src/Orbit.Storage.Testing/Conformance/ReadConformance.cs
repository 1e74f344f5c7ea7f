using NUnit.Framework;

namespace Orbit.Storage.Testing.Conformance;

/// <summary>Reads, whole and in ranges, of the 14 bytes "arbitrary data" unless noted.</summary>
/// <typeparam name="THarness">Makes the backend.</typeparam>
public abstract class ReadConformance<THarness> : ConformanceFixture<THarness>
    where THarness : BackendHarness, new()
{
    private const string Text = "arbitrary data";

    /// <summary>R01: all of it.</summary>
    [Test]
    public Task R01_WholeObject_IsRead() => AssertReadsAsync(ByteRange.Whole, Text, new ByteSpan(0, 14));

    /// <summary>R02: some of it.</summary>
    [Test]
    public Task R02_Range_IsRead() => AssertReadsAsync(ByteRange.Of(3, 4), "itra", new ByteSpan(3, 4));

    /// <summary>R03: a range that ends past the end is clamped, and says so.</summary>
    [Test]
    public Task R03_RangePastTheEnd_IsClamped() => AssertReadsAsync(ByteRange.Of(2, 98), "bitrary data", new ByteSpan(2, 12));

    /// <summary>R04: a range that starts at or past the end.</summary>
    /// <param name="offset">Where it starts.</param>
    /// <param name="length">Its length, or null for all to the end.</param>
    [TestCase(200, 100)]
    [TestCase(100, null)]
    [TestCase(14, null)]
    [TestCase(14, 1)]
    public async Task R04_RangeFromTheEndOn_IsNotSatisfiable(long offset, long? length)
    {
        await PutAsync("r04", Text).ConfigureAwait(false);
        ReadOptions options = new() { Range = length is { } count ? ByteRange.Of(offset, count) : ByteRange.From(offset) };

        await FailsUnchangedAsync(() => GetAsync("r04", options), StorageErrorKind.RangeNotSatisfiable).ConfigureAwait(false);
    }

    /// <summary>R05: from an offset to the end.</summary>
    [Test]
    public Task R05_FromOffset_IsReadToTheEnd() => AssertReadsAsync(ByteRange.From(3), "itrary data", new ByteSpan(3, 11));

    /// <summary>R05: the last bytes; more than there are is all.</summary>
    [Test]
    public async Task R05_Suffix_IsRead()
    {
        await AssertReadsAsync(ByteRange.Suffix(4), "data", new ByteSpan(10, 4)).ConfigureAwait(false);
        await AssertReadsAsync(ByteRange.Suffix(100), Text, new ByteSpan(0, 14)).ConfigureAwait(false);
    }

    /// <summary>R07: no bytes from the start, without an error.</summary>
    [Test]
    public Task R07_NoBytes_IsNoError() => AssertReadsAsync(ByteRange.Of(0, 0), "", new ByteSpan(0, 0));

    /// <summary>R08: a negative offset is a mistake of the caller's.</summary>
    [Test]
    public void R08_NegativeOffset_IsAnArgumentError()
    {
        Assert.That(() => ByteRange.From(-1), Throws.InstanceOf<ArgumentException>());
        Assert.That(() => ByteRange.Of(-1, 1), Throws.InstanceOf<ArgumentException>());
        Assert.That(() => ByteRange.Of(0, -1), Throws.InstanceOf<ArgumentException>());
    }

    /// <summary>R11: a missing object is an error that names it, never an empty stream.</summary>
    [Test]
    public async Task R11_MissingObject_IsNotFound()
    {
        StorageException failure = await StorageAssert.FailsAsync(() => GetAsync("r11/missing"), StorageErrorKind.NotFound).ConfigureAwait(false);
        Assert.That(failure.Message, Does.Contain("r11/missing"));
        await StorageAssert.FailsAsync(() => Backend.OpenRangesAsync("r11/missing", null, Token), StorageErrorKind.NotFound).ConfigureAwait(false);
    }

    /// <summary>R12: a directory has no bytes.</summary>
    [Test]
    public async Task R12_Directory_IsNotRead()
    {
        await PutAsync("r12/child", Text).ConfigureAwait(false);
        StorageErrorKind kind = Can.RealDirectories ? StorageErrorKind.IsADirectory : StorageErrorKind.NotFound;

        await FailsUnchangedAsync(() => GetAsync("r12"), kind).ConfigureAwait(false);
        await FailsUnchangedAsync(() => Backend.OpenRangesAsync("r12", null, Token), kind).ConfigureAwait(false);
    }

    /// <summary>R13: the whole of an empty object is no error; a range of it starts at its end.</summary>
    [Test]
    public async Task R13_EmptyObject_HasNoRange()
    {
        await PutAsync("r13", "").ConfigureAwait(false);

        Assert.That(await GetAsync("r13").ConfigureAwait(false), Is.Empty);
        await FailsUnchangedAsync(() => GetAsync("r13", new ReadOptions { Range = ByteRange.Of(0, 10) }), StorageErrorKind.RangeNotSatisfiable).ConfigureAwait(false);
        await FailsUnchangedAsync(() => GetAsync("r13", new ReadOptions { Range = ByteRange.Suffix(10) }), StorageErrorKind.RangeNotSatisfiable).ConfigureAwait(false);
    }

    /// <summary>R15: a buffer larger than what is left gets what is left, and then nothing.</summary>
    [Test]
    public async Task R15_LargeBuffer_GetsTheRest()
    {
        await PutAsync("r15", Text).ConfigureAwait(false);
        StorageContent content = await Backend.OpenReadAsync("r15", new ReadOptions { Range = ByteRange.From(10) }, Token).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            using Stream stream = content.Reader.AsStream();
            byte[] buffer = new byte[100];
            Assert.That(await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, Token).ConfigureAwait(false), Is.EqualTo(4));
            Assert.That(buffer[..4], Is.EqualTo("data"u8.ToArray()));
            Assert.That(await stream.ReadAsync(buffer, Token).ConfigureAwait(false), Is.Zero);
        }
    }

    /// <summary>R26: what is known of the object is known before its first byte.</summary>
    [Test]
    public async Task R26_Description_PrecedesTheBytes()
    {
        WriteResult written = await PutAsync("r26", Text).ConfigureAwait(false);

        StorageContent content = await Backend.OpenReadAsync("r26", null, Token).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            Assert.That((content.Size, content.Entry.ETag, content.Entry.LastModified), Is.EqualTo((14L, written.ETag, written.LastModified ?? content.Entry.LastModified)));
            Assert.That((content.Entry.Path, content.Entry.Kind), Is.EqualTo(((StoragePath)"r26", StorageEntryKind.File)));
        }
    }

    private async Task AssertReadsAsync(ByteRange range, string text, ByteSpan span)
    {
        await PutAsync("object", Text).ConfigureAwait(false);
        StorageContent content = await Backend.OpenReadAsync("object", new ReadOptions { Range = range }, Token).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            Assert.That((content.Size, content.Span), Is.EqualTo((14L, span)));
        }

        Assert.That(await GetAsync("object", new ReadOptions { Range = range }).ConfigureAwait(false), Is.EqualTo(text));
    }
}
