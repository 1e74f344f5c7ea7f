using Microsoft.Extensions.Time.Testing;
using Orbit.Storage.Resilience;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Tests.Writing;

public sealed class StalledStoreTests
{
    private const int P = WriteRig.PartSize;
    private readonly FakeTimeProvider _time = new();

    [Test]
    public async Task WriteAsync_StoreStopsReadingOnce_PartIsSentAgain()
    {
        using WriteRig rig = new(time: _time);
        int stalls = 0;
        rig.Sink.OnCall = async (call, part, token) =>
        {
            if (call == "part 1" && stalls++ == 0)
            {
                await StallAsync(part!, P / 2, token);
            }
        };
        byte[] content = WriteRig.Content(4 * P);

        await PassTimeAsync(rig.WriteAsync(content));

        Assert.That(stalls, Is.EqualTo(2));
        Assert.That(rig.Sink.Published!.AsSpan().SequenceEqual(content));
    }

    [Test]
    public void WriteAsync_StoreNeverAnswers_TimeoutAfterTheLastTry([Values(1, P)] int taken)
    {
        using WriteRig rig = new(time: _time, retry: new RetryOptions { BaseDelay = TimeSpan.Zero, MaxDelay = TimeSpan.Zero, MaxAttempts = 2 });
        rig.Sink.OnCall = (call, part, token) => call == "part 0" ? StallAsync(part!, taken, token) : Task.CompletedTask;

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => PassTimeAsync(rig.WriteAsync(WriteRig.Content(4 * P))))!;

        Assert.That((failure.Kind, failure.Attempts), Is.EqualTo((StorageErrorKind.Timeout, 2)));
        rig.AssertUntouched();
    }

    [Test]
    public void WriteAsync_StoreTakesTheMemoryAndNeverAnswers_Timeout()
    {
        using WriteRig rig = new(time: _time, retry: new RetryOptions { MaxAttempts = 1 });
        rig.Sink.OnCall = (call, part, token) =>
        {
            part?.TryGetMemory(out _);
            return call == "part 2" ? Task.Delay(Timeout.Infinite, token) : Task.CompletedTask;
        };

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => PassTimeAsync(rig.WriteAsync(WriteRig.Content(4 * P))))!;

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.Timeout));
        rig.AssertUntouched();
    }

    [TestCase("begin")]
    [TestCase("complete")]
    public void WriteAsync_StageNeverEnds_TimeoutByItsOwnDeadline(string stage)
    {
        using WriteRig rig = new(time: _time, retry: new RetryOptions { MaxAttempts = 1 }, deadlines: new DeadlineOptions { Complete = TimeSpan.FromSeconds(90) });
        rig.Sink.OnCall = (call, _, token) => call == stage ? Task.Delay(Timeout.Infinite, token) : Task.CompletedTask;

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => PassTimeAsync(rig.WriteAsync(WriteRig.Content(4 * P))))!;

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.Timeout));
        rig.AssertUntouched();
    }

    [Test]
    public void WriteAsync_TransportGivesUpByItself_TimeoutAndNotCancellation()
    {
        using WriteRig rig = new(retry: new RetryOptions { MaxAttempts = 1 });
        rig.Sink.OnCall = (call, _, _) => call == "part 0" ? throw new TaskCanceledException("the client's own limit") : Task.CompletedTask;

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => rig.WriteAsync(WriteRig.Content(4 * P)))!;

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.Timeout));
        rig.AssertUntouched();
    }

    [Test]
    public async Task WriteAsync_TryIsOver_ItsStreamsReadNothingMore()
    {
        using WriteRig rig = new();
        Stream? kept = null;
        rig.Sink.OnCall = (call, part, _) =>
        {
            kept ??= call == "part 1" ? part!.OpenStream() : null;
            return Task.CompletedTask;
        };

        await rig.WriteAsync(WriteRig.Content(4 * P));

        Assert.That(() => kept!.Read(new byte[10]), Throws.InstanceOf<ObjectDisposedException>());
    }

    private static async Task StallAsync(PartContent part, int taken, CancellationToken cancellationToken)
    {
        await using Stream stream = part.OpenStream();
        await stream.ReadExactlyAsync(new byte[taken], cancellationToken);
        await Task.Delay(Timeout.Infinite, cancellationToken);
    }

    private async Task PassTimeAsync(Task writing)
    {
        while (!writing.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
            await Task.WhenAny(writing, Task.Delay(1));
        }

        await writing;
    }
}
