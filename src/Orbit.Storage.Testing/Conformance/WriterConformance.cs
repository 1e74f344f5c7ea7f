using NUnit.Framework;
using Orbit.Storage.Testing.Content;

namespace Orbit.Storage.Testing.Conformance;

/// <summary>Writes by hand, with an explicit commit: nothing else publishes.</summary>
/// <typeparam name="THarness">Makes the backend.</typeparam>
public abstract class WriterConformance<THarness> : ConformanceFixture<THarness>
    where THarness : BackendHarness, new()
{
    private const int MiB = 1024 * 1024;

    private PatternedContent Content => new((4 * P) + 100, seed: 8);

    /// <summary>W02: a writer that is committed without a write makes an object of size 0.</summary>
    [Test]
    public async Task W02_WriterCommittedUnwritten_MakesAnEmptyObject()
    {
        StorageWriter writer = await Backend.OpenWriteAsync("w02", null, Token).ConfigureAwait(false);
        await using (writer.ConfigureAwait(false))
        {
            await writer.CommitAsync(Token).ConfigureAwait(false);
        }

        await AssertHoldsAsync("w02", new PatternedContent(0)).ConfigureAwait(false);
    }

    /// <summary>W03: two halves of 5 MiB, written one after the other, are one object of 10 MiB.</summary>
    [Test]
    public async Task W03_TwoHalves_AreOneObject()
    {
        PatternedContent content = new(10 * MiB, seed: 3);
        StorageWriter writer = await Backend.OpenWriteAsync("w03", null, Token).ConfigureAwait(false);
        await using (writer.ConfigureAwait(false))
        {
            await writer.Output.WriteAsync(content.ToArray(new ByteSpan(0, 5 * MiB)), Token).ConfigureAwait(false);
            await writer.Output.WriteAsync(content.ToArray(new ByteSpan(5 * MiB, 5 * MiB)), Token).ConfigureAwait(false);
            await writer.CommitAsync(Token).ConfigureAwait(false);
        }

        await AssertHoldsAsync("w03", content).ConfigureAwait(false);
    }

    /// <summary>W10: a writer given up before the first byte, and after some parts; a second abort does nothing.</summary>
    /// <param name="parts">How many parts are written before.</param>
    /// <param name="concurrency">How many parts go at once.</param>
    [Test]
    public async Task W10_Abort_LeavesNothing([Values(0, 1, 4)] int parts, [Values(1, 2)] int concurrency)
    {
        StorageWriter writer = await Backend.OpenWriteAsync("target", new WriteOptions { Transfer = new TransferOptions { PartSize = P, Concurrency = concurrency } }, Token).ConfigureAwait(false);
        await using (writer.ConfigureAwait(false))
        {
            await writer.Output.WriteAsync(new PatternedContent(parts * P).ToArray(), Token).ConfigureAwait(false);
            await writer.AbortAsync().ConfigureAwait(false);
            await writer.AbortAsync().ConfigureAwait(false);
        }

        await AssertAbsentAsync("target").ConfigureAwait(false);
    }

    /// <summary>W21: what comes after the end of a writer is a mistake, and harms nothing.</summary>
    [Test]
    public async Task W21_UseAfterCommit_IsInvalidOperation()
    {
        StorageWriter writer = await Backend.OpenWriteAsync("target", null, Token).ConfigureAwait(false);
        await using (writer.ConfigureAwait(false))
        {
            await writer.Output.WriteAsync(Content.ToArray(), Token).ConfigureAwait(false);
            await writer.CommitAsync(Token).ConfigureAwait(false);
            await StorageAssert.ThrowsAsync<InvalidOperationException>(() => writer.Output.WriteAsync(new byte[1], Token).AsTask()).ConfigureAwait(false);
            await StorageAssert.ThrowsAsync<InvalidOperationException>(() => writer.CommitAsync(Token)).ConfigureAwait(false);
        }

        await AssertHoldsAsync("target", Content).ConfigureAwait(false);
    }

    /// <summary>W21: a writer that was given up cannot be committed.</summary>
    [Test]
    public async Task W21_CommitAfterAbort_IsInvalidOperation()
    {
        await PutAsync("target", "old").ConfigureAwait(false);
        StorageWriter writer = await Backend.OpenWriteAsync("target", null, Token).ConfigureAwait(false);
        await using (writer.ConfigureAwait(false))
        {
            await writer.Output.WriteAsync(Content.ToArray(), Token).ConfigureAwait(false);
            await writer.AbortAsync().ConfigureAwait(false);
            await StorageAssert.ThrowsAsync<InvalidOperationException>(() => writer.CommitAsync(Token)).ConfigureAwait(false);
        }

        Assert.That(await GetAsync("target").ConfigureAwait(false), Is.EqualTo("old"));
    }

    /// <summary>A10: a writer that is disposed without a commit leaves nothing, or the old content.</summary>
    /// <param name="parts">How many parts are written before.</param>
    /// <param name="exists">Whether the target exists.</param>
    [Test]
    public async Task A10_DisposeWithoutCommit_LeavesTheTargetAsItWas([Values(0, 4)] int parts, [Values] bool exists)
    {
        await (exists ? PutAsync("target", "old") : Task.CompletedTask).ConfigureAwait(false);
        StorageWriter writer = await Backend.OpenWriteAsync("target", new WriteOptions { Transfer = InParts }, Token).ConfigureAwait(false);
        await writer.Output.WriteAsync(new PatternedContent(parts * P).ToArray(), Token).ConfigureAwait(false);

        await writer.DisposeAsync().ConfigureAwait(false);

        if (exists)
        {
            Assert.That(await GetAsync("target").ConfigureAwait(false), Is.EqualTo("old"));
        }
        else
        {
            await AssertAbsentAsync("target").ConfigureAwait(false);
        }
    }

    /// <summary>A02: a writer whose opening call's token is cancelled before the commit.</summary>
    [Test]
    public async Task A02_WriterCancelled_CommitThrows()
    {
        await PutAsync("target", "old").ConfigureAwait(false);
        using CancellationTokenSource canceler = CancellationTokenSource.CreateLinkedTokenSource(Token);
        StorageWriter writer = await Backend.OpenWriteAsync("target", new WriteOptions { Transfer = InParts }, canceler.Token).ConfigureAwait(false);
        await using (writer.ConfigureAwait(false))
        {
            await writer.Output.WriteAsync(new PatternedContent(2 * P).ToArray(), Token).ConfigureAwait(false);
            await canceler.CancelAsync().ConfigureAwait(false);
            await StorageAssert.ThrowsAsync<OperationCanceledException>(() => writer.CommitAsync(Token)).ConfigureAwait(false);
        }

        Assert.That(await GetAsync("target").ConfigureAwait(false), Is.EqualTo("old"));
    }
}
