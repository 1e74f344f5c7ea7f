using System.IO.Pipelines;
using Microsoft.Extensions.Time.Testing;
using Orbit.Storage.Testing.Content;

namespace Orbit.Storage.Testing.Tests.Content;

public sealed class PatternedSourceTests
{
    [Test]
    public async Task ReadAsync_ToTheEnd_IsTheContentInChunks([Values(1, 7, 100_000)] int chunk)
    {
        PatternedContent content = new(10_000, seed: 5);
        PatternedSource source = content.OpenSource(new SourceBehavior { ChunkSize = chunk });

        await content.MatchesAsync(source);

        Assert.That((source.BytesTaken, source.IsCompleted), Is.EqualTo((10_000L, false)));
    }

    [Test]
    public async Task ReadAsync_FailsAt_GivesWhatIsBeforeAndThrows([Values(0, 1, 5000)] int at)
    {
        InvalidDataException broken = new("broken");
        PatternedContent content = new(10_000);
        PatternedSource source = content.OpenSource(new SourceBehavior { FailsAt = at, Failure = broken });

        Exception seen = await StorageAssert.ThrowsAsync<InvalidDataException>(() => content.MatchesAsync(source));

        Assert.That(seen, Is.SameAs(broken));
        Assert.That(source.BytesTaken, Is.EqualTo(at));
    }

    [Test]
    public async Task ReadAsync_StallsAt_WaitsUntilCancelled()
    {
        PatternedSource source = new PatternedContent(100).OpenSource(new SourceBehavior { StallsAt = 10 });
        using CancellationTokenSource canceler = new();
        ReadResult first = await source.ReadAsync();
        source.AdvanceTo(first.Buffer.End);

        Task<ReadResult> second = source.ReadAsync(canceler.Token).AsTask();
        Assert.That((source.BytesTaken, second.IsCompleted), Is.EqualTo((10L, false)));
        await canceler.CancelAsync();

        await StorageAssert.ThrowsAsync<OperationCanceledException>(() => second);
    }

    [Test]
    public async Task ReadAsync_WithARate_TakesItsTime()
    {
        FakeTimeProvider time = new();
        PatternedSource source = new PatternedContent(1000).OpenSource(new SourceBehavior { BytesPerSecond = 100, ChunkSize = 50, Time = time });

        Task<ReadResult> read = source.ReadAsync().AsTask();
        time.Advance(TimeSpan.FromMilliseconds(499));
        Assert.That(read.IsCompleted, Is.False);
        time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.That((await read).Buffer.Length, Is.EqualTo(50));
    }

    [Test]
    public async Task CompleteAsync_WithAnError_IsRemembered()
    {
        PatternedSource source = new PatternedContent(100).OpenSource();
        InvalidOperationException error = new();

        await source.CompleteAsync(error);

        Assert.That(await source.Completion, Is.SameAs(error));
        Assert.That(source.IsCompleted);
    }
}
