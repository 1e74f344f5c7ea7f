using NUnit.Framework;
using Orbit.Storage.Testing.Content;

namespace Orbit.Storage.Testing.Conformance;

/// <summary>Calls that are cancelled: they end soon, and leave the target as it was.</summary>
/// <typeparam name="THarness">Makes the backend.</typeparam>
public abstract class CancellationConformance<THarness> : ConformanceFixture<THarness>
    where THarness : BackendHarness, new()
{
    private static readonly PatternedContent Old = new(1000, seed: 99);

    /// <summary>A01: a call that is cancelled before it starts does nothing.</summary>
    [Test]
    public async Task A01_CancelledBefore_DoesNothing()
    {
        await PutAsync("file", "content").ConfigureAwait(false);
        IReadOnlyList<string> before = await SnapshotAsync().ConfigureAwait(false);
        CancellationToken canceled = new(canceled: true);
        PatternedSource source = new PatternedContent(10).OpenSource();
        Func<Task>[] calls =
        [
            () => Backend.StatAsync("file", canceled),
            () => Backend.OpenReadAsync("file", null, canceled),
            () => Backend.OpenRangesAsync("file", null, canceled),
            () => Backend.WriteAsync("file", source, null, canceled),
            () => Backend.DeleteAsync("file", null, canceled),
            () => Backend.DeleteAsync("file", new DeleteOptions { Recursive = true }, canceled),
            () => Backend.CreateDirectoryAsync("dir", null, canceled),
            () => Backend.RenameAsync("file", "other", null, canceled),
            () => Backend.CopyAsync("file", "other", null, canceled),
            () => Backend.GetAttributesAsync("file", canceled),
            async () => await Backend.ListAsync("", null, canceled).GetAsyncEnumerator(canceled).MoveNextAsync().ConfigureAwait(false),
        ];
        long? requests = Harness.CountRequests();

        foreach (Func<Task> call in calls)
        {
            await StorageAssert.ThrowsAsync<OperationCanceledException>(call).ConfigureAwait(false);
        }

        Assert.That(Harness.CountRequests(), Is.EqualTo(requests));
        Assert.That((source.BytesTaken, source.IsCompleted), Is.EqualTo((0L, true)));
        Assert.That(await SnapshotAsync().ConfigureAwait(false), Is.EqualTo(before));
    }

    /// <summary>A02, A03: a write that is cancelled while its source is silent, with nothing, some bytes or some parts taken.</summary>
    /// <param name="parts">How many parts were taken.</param>
    /// <param name="bytes">And how many bytes.</param>
    /// <param name="exists">Whether the target exists.</param>
    [Test]
    public async Task A02_CancelledWrite_LeavesTheTargetAsItWas([Values(0, 1, 6)] int parts, [Values(0, 100)] int bytes, [Values] bool exists)
    {
        await (exists ? PutContentAsync("target", Old) : Task.CompletedTask).ConfigureAwait(false);
        long stall = (parts * P) + bytes;
        PatternedSource source = new PatternedContent(100 * P, seed: 2).OpenSource(new SourceBehavior { StallsAt = stall });
        using CancellationTokenSource canceler = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Task<WriteResult> write = Backend.WriteAsync("target", source, new WriteOptions { Transfer = InParts }, canceler.Token);
        await WaitForAsync(() => source.BytesTaken == stall || write.IsCompleted).ConfigureAwait(false);

        await canceler.CancelAsync().ConfigureAwait(false);

        await StorageAssert.ThrowsAsync<OperationCanceledException>(() => write.WaitAsync(Prompt, CancellationToken.None)).ConfigureAwait(false);
        Assert.That(await source.AssertReleased().ConfigureAwait(false), Is.InstanceOf<OperationCanceledException>());
        await AssertAsItWasAsync(exists).ConfigureAwait(false);
    }

    /// <summary>A03: a write that is cancelled while parts are under way and more keep coming.</summary>
    /// <param name="exists">Whether the target exists.</param>
    [Test]
    public async Task A03_CancelledInFullFlow_LeavesTheTargetAsItWas([Values] bool exists)
    {
        await (exists ? PutContentAsync("target", Old) : Task.CompletedTask).ConfigureAwait(false);
        using CancellationTokenSource canceler = CancellationTokenSource.CreateLinkedTokenSource(Token);
        PatternedSource source = new PatternedContent(long.MaxValue, seed: 3).OpenSource(new SourceBehavior { OnRead = given => CancelAt(given > 8 * P) });

        Task<WriteResult> write = Task.Run(() => Backend.WriteAsync("target", source, new WriteOptions { Transfer = InParts }, canceler.Token), Token);

        await StorageAssert.ThrowsAsync<OperationCanceledException>(() => write.WaitAsync(Prompt, CancellationToken.None)).ConfigureAwait(false);
        await AssertAsItWasAsync(exists).ConfigureAwait(false);

        void CancelAt(bool isTime)
        {
            if (isTime)
            {
                canceler.Cancel();
            }
        }
    }

    /// <summary>A04: a read that is cancelled half way ends soon, and the next one works.</summary>
    [Test]
    public async Task A04_CancelledRead_EndsAndTheNextWorks()
    {
        PatternedContent content = new(20 * P, seed: 4);
        await PutContentAsync("a04", content).ConfigureAwait(false);
        using CancellationTokenSource canceler = CancellationTokenSource.CreateLinkedTokenSource(Token);
        StorageContent opened = await Backend.OpenReadAsync("a04", new ReadOptions { Transfer = InParts }, canceler.Token).ConfigureAwait(false);
        await opened.Reader.ReadAsync(Token).ConfigureAwait(false);

        await canceler.CancelAsync().ConfigureAwait(false);

        await opened.DisposeAsync().AsTask().WaitAsync(Prompt, Token).ConfigureAwait(false);
        await AssertHoldsAsync("a04", content).ConfigureAwait(false);
    }

    private async Task AssertAsItWasAsync(bool exists)
    {
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
