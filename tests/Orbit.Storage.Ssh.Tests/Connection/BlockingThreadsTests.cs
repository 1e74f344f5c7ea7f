using Orbit.Storage.Ssh.Connection;

namespace Orbit.Storage.Ssh.Tests.Connection;

public class BlockingThreadsTests
{
    [Test]
    public async Task RunAsync_MoreCallsThanThreads_RunsNoMoreAtOnce()
    {
        BlockingThreads threads = new("test", 3);
        int now = 0;
        int most = 0;
        object gate = new();

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => threads.RunAsync(
            () =>
            {
                lock (gate)
                {
                    most = Math.Max(most, ++now);
                }

                Thread.Sleep(2);
                lock (gate)
                {
                    now--;
                }

                return true;
            },
            default)));

        Assert.That(most, Is.InRange(1, 3));
    }

    [Test]
    public async Task RunAsync_AllThreadsBlock_NoneOfThePoolDoes()
    {
        BlockingThreads threads = new("test", 2);
        bool isOfThePool = await threads.RunAsync(() => Thread.CurrentThread.IsThreadPoolThread, default);
        bool isLongOfThePool = await BlockingThreads.RunLongAsync(() => Thread.CurrentThread.IsThreadPoolThread, "test", default);

        Assert.That((isOfThePool, isLongOfThePool), Is.EqualTo((false, false)));
    }

    [Test]
    public async Task RunAsync_CancelledBeforeItsTurn_IsNotMade()
    {
        BlockingThreads threads = new("test", 1);
        using ManualResetEventSlim release = new();
        Task<bool> first = threads.RunAsync(
            () =>
            {
                release.Wait();
                return true;
            },
            default);
        bool wasMade = false;
        using CancellationTokenSource source = new();
        Task<bool> second = threads.RunAsync(() => wasMade = true, source.Token);

        await source.CancelAsync();

        Assert.That(async () => await second, Throws.InstanceOf<OperationCanceledException>());
        release.Set();
        await first;
        await threads.RunAsync(() => true, default);
        Assert.That(wasMade, Is.False);
    }

    [Test]
    public void RunAsync_CallThatThrows_FailsItsTaskAlone()
    {
        BlockingThreads threads = new("test", 1);

        Assert.That(async () => await threads.RunAsync<bool>(() => throw new InvalidOperationException("once"), default), Throws.InvalidOperationException);
        Assert.That(async () => await threads.RunAsync(() => true, default), Is.True);
    }
}
