using Microsoft.Extensions.Time.Testing;
using Orbit.Storage.Resilience;

namespace Orbit.Storage.Tests.Resilience;

public class OperationDeadlineTests
{
    private readonly FakeTimeProvider _time = new();

    [Test]
    public async Task Run_InTime_IsTheResult() =>
        Assert.That(await OperationDeadline.RunAsync(static (state, _) => Task.FromResult(state + 1), 1, TimeSpan.FromSeconds(1), _time, CancellationToken.None), Is.EqualTo(2));

    [Test]
    public void Run_DeadlinePasses_IsATimeout()
    {
        Task<int> run = RunAsync(CancellationToken.None);

        _time.Advance(TimeSpan.FromSeconds(2.5));
        StorageException failure = Assert.ThrowsAsync<StorageException>(() => run);

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.Timeout));
        Assert.That(failure.IsTransient, Is.True);
        Assert.That(failure.Message, Is.EqualTo("no answer within 2.5 s."));
    }

    [Test]
    public async Task Run_CallerCancels_IsTheCallersCancellation()
    {
        using CancellationTokenSource cancellation = new();
        Task<int> run = RunAsync(cancellation.Token);

        await cancellation.CancelAsync();
        OperationCanceledException failure = Assert.CatchAsync<OperationCanceledException>(() => run);

        Assert.That(failure.CancellationToken, Is.EqualTo(cancellation.Token));
    }

    [Test]
    public async Task Run_CallerCancelsAndDeadlinePasses_IsTheCallersCancellation()
    {
        using CancellationTokenSource cancellation = new();
        TaskCompletionSource<int> work = new();
        Task<int> run = OperationDeadline.RunAsync(
            static async (work, token) =>
            {
                await work;
                token.ThrowIfCancellationRequested();
                return 0;
            },
            work.Task, TimeSpan.FromSeconds(2.5), _time, cancellation.Token).AsTask();

        _time.Advance(TimeSpan.FromSeconds(3));
        await cancellation.CancelAsync();
        work.SetResult(0);

        Assert.That(() => run, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void Run_TransportCancelsByItself_IsATimeout()
    {
        Task<int> run = OperationDeadline.RunAsync<int, int>(
            static (_, _) => Task.FromException<int>(new TaskCanceledException()), 0, TimeSpan.FromSeconds(1), _time, CancellationToken.None).AsTask();

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => run);

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.Timeout));
        Assert.That(failure.InnerException, Is.TypeOf<TaskCanceledException>());
    }

    private Task<int> RunAsync(CancellationToken cancellationToken) => OperationDeadline.RunAsync(
        static async (_, token) =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return 0;
        },
        0, TimeSpan.FromSeconds(2.5), _time, cancellationToken).AsTask();
}
