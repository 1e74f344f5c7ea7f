using System.Buffers;
using NUnit.Framework;
using Orbit.Storage.Testing.Content;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Testing.Conformance;

/// <summary>Reads by several ranges at once, and by ranges that the caller chooses.</summary>
/// <typeparam name="THarness">Makes the backend.</typeparam>
public abstract class ParallelReadConformance<THarness> : ConformanceFixture<THarness>
    where THarness : BackendHarness, new()
{
    /// <summary>R16: a suffix, in small ranges, three at once.</summary>
    [Test]
    public async Task R16_SuffixInSmallRanges_IsExact()
    {
        PatternedContent content = new(4096, seed: 16);
        await PutContentAsync("r16", content).ConfigureAwait(false);
        ReadOptions options = new() { Range = ByteRange.Suffix(1025), Transfer = new TransferOptions { PartSize = 257, Concurrency = 3 } };

        content.Matches(await GetBytesAsync("r16", options).ConfigureAwait(false), new ByteSpan(4096 - 1025, 1025));
    }

    /// <summary>R17: sizes around the range size, in windows of one to eight ranges.</summary>
    /// <param name="ranges">How many whole ranges the object has.</param>
    /// <param name="difference">And how many bytes more.</param>
    /// <param name="window">How many ranges may be under way or held.</param>
    [Test]
    public async Task R17_SizesAroundRanges_AreExact([Values(0, 1, 7)] int ranges, [Values(-1, 0, 1, 13)] int difference, [Values(1, 2, 8)] int window)
    {
        PatternedContent content = new(Math.Max(0, (ranges * P) + difference), seed: 17);
        await PutContentAsync("r17", content).ConfigureAwait(false);
        TransferOptions transfer = new() { PartSize = P, Concurrency = window, WindowSize = window * P };

        StorageContent opened = await Backend.OpenReadAsync("r17", new ReadOptions { Transfer = transfer }, Token).ConfigureAwait(false);
        await using (opened.ConfigureAwait(false))
        {
            await content.MatchesAsync(opened.Reader, null, Token).ConfigureAwait(false);
        }
    }

    /// <summary>R17: a reader that is disposed half way leaves nothing behind.</summary>
    [Test]
    public async Task R17_DisposedHalfWay_LeavesNothing()
    {
        await PutContentAsync("r17", new PatternedContent(20 * P)).ConfigureAwait(false);

        StorageContent opened = await Backend.OpenReadAsync("r17", new ReadOptions { Transfer = InParts }, Token).ConfigureAwait(false);
        await opened.Reader.ReadAtLeastAsync((int)P, Token).ConfigureAwait(false);
        await opened.DisposeAsync().ConfigureAwait(false);
        await opened.DisposeAsync().ConfigureAwait(false);

        Assert.That(Memory.Reserved, Is.Zero);
    }

    /// <summary>R10: many ranges of one object, several at once and also the same twice, each exact.</summary>
    [Test]
    public async Task R10_ManyRanges_AreExact()
    {
        const int KiB = 1024;
        PatternedContent content = new(200 * KiB, seed: 10);
        await PutContentAsync("r10", content).ConfigureAwait(false);
        IRangeSource source = await Backend.OpenRangesAsync("r10", null, Token).ConfigureAwait(false);
        await using (source.ConfigureAwait(false))
        {
            Assert.That(source.Entry.Size, Is.EqualTo(content.Length));
            IEnumerable<ByteSpan> spans = Enumerable.Range(0, 100).Select(i => new ByteSpan(2 * i * KiB, KiB));
            await Parallel.ForEachAsync(spans.Concat(spans), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Token }, async (span, token) =>
            {
                IRangeBody body = await source.OpenAsync(span, token).ConfigureAwait(false);
                await using (body.ConfigureAwait(false))
                {
                    Assert.That(body.Span, Is.EqualTo(span));
                    content.Matches(await ReadToEndAsync(body, token).ConfigureAwait(false), span);
                }
            }).ConfigureAwait(false);
        }
    }

    /// <summary>R10: a source gives the version that it was opened at, or says that it is gone; never bytes of two versions.</summary>
    [Test]
    public async Task R10_ReplacedUnderARangeSource_NoBytesOfTheNewVersion()
    {
        PatternedContent old = new(3 * P, seed: 1);
        await PutContentAsync("r10", old).ConfigureAwait(false);
        IRangeSource source = await Backend.OpenRangesAsync("r10", null, Token).ConfigureAwait(false);
        await using (source.ConfigureAwait(false))
        {
            await PutContentAsync("r10", new PatternedContent(3 * P, seed: 2)).ConfigureAwait(false);
            try
            {
                IRangeBody body = await source.OpenAsync(new ByteSpan(P, P), Token).ConfigureAwait(false);
                await using (body.ConfigureAwait(false))
                {
                    old.Matches(await ReadToEndAsync(body, Token).ConfigureAwait(false), new ByteSpan(P, P));
                }
            }
            catch (StorageException gone) when (gone.Kind is StorageErrorKind.ObjectChanged)
            {
            }
        }
    }

    private static async Task<byte[]> ReadToEndAsync(IRangeBody body, CancellationToken cancellationToken)
    {
        ArrayBufferWriter<byte> bytes = new();
        while (await body.ReadAsync(bytes.GetMemory(4096), cancellationToken).ConfigureAwait(false) is > 0 and int count)
        {
            bytes.Advance(count);
        }

        return bytes.WrittenSpan.ToArray();
    }
}
