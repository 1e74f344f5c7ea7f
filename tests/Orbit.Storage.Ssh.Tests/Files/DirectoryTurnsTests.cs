using Microsoft.Extensions.Time.Testing;
using Orbit.Storage.Ssh.Files;

namespace Orbit.Storage.Ssh.Tests.Files;

public sealed class DirectoryTurnsTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly SeenDirectories _seen;
    private readonly DirectoryTurns _turns;
    private readonly TaskCompletionSource<string> _looking = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _looks;

    public DirectoryTurnsTests()
    {
        _seen = new SeenDirectories(_time);
        _turns = new DirectoryTurns(_seen, _time);
    }

    [Test]
    public async Task RunAsync_SeveralInADirectoryThatNobodyHasSeen_OneLooksFirst()
    {
        Task<string> first = LookAsync(_looking.Task);
        Task<string>[] others = [LookAsync(Task.FromResult("second")), LookAsync(Task.FromResult("third"))];

        Assert.That((_looks, others.Any(other => other.IsCompleted)), Is.EqualTo((1, false)));

        _looking.SetResult("first");

        Assert.That(await first, Is.EqualTo("first"));
        Assert.That(await Task.WhenAll(others), Is.EqualTo(new[] { "second", "third" }));
    }

    [Test]
    public async Task RunAsync_DirectoriesThatDiffer_DoNotWait()
    {
        Task<string> first = LookAsync(_looking.Task);

        Assert.That(await _turns.RunAsync("/b", () => Task.FromResult("other"), default), Is.EqualTo("other"));
        Assert.That(first.IsCompleted, Is.False);
        _looking.SetResult("");
        await first;
    }

    [Test]
    public async Task RunAsync_DirectoryThatWasSeen_NobodyWaits()
    {
        Task<string> first = LookAsync(_looking.Task);
        _seen.Note("/a");

        Assert.That(await LookAsync(Task.FromResult("second")), Is.EqualTo("second"));
        Assert.That(first.IsCompleted, Is.False);
        _looking.SetResult("");
        await first;
    }

    [Test]
    public async Task RunAsync_FirstFails_TheOthersLookThemselves()
    {
        Task<string> first = LookAsync(_looking.Task);
        Task<string> second = LookAsync(Task.FromResult("second"));
        _looking.SetException(new InvalidOperationException());

        Assert.ThrowsAsync<InvalidOperationException>(() => first);
        Assert.That(await second, Is.EqualTo("second"));
        Assert.That(await LookAsync(Task.FromResult("third")), Is.EqualTo("third"));
    }

    [Test]
    public async Task RunAsync_FirstHasNoAnswer_TheOthersWaitASecond()
    {
        Task<string> first = LookAsync(_looking.Task);
        Task<string> second = LookAsync(Task.FromResult("second"));
        _time.Advance(TimeSpan.FromSeconds(0.9));

        Assert.That(second.IsCompleted, Is.False);

        _time.Advance(TimeSpan.FromSeconds(0.2));

        Assert.That(await second, Is.EqualTo("second"));
        _looking.SetResult("");
        await first;
    }

    [Test]
    public async Task RunAsync_CancelledWhileItWaits_EndsWithoutALook()
    {
        using CancellationTokenSource ending = new();
        Task<string> first = LookAsync(_looking.Task);
        Task<string> second = LookAsync(Task.FromResult("second"), ending.Token);
        await ending.CancelAsync();

        Assert.That(async () => await second, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(_looks, Is.EqualTo(1));
        _looking.SetResult("");
        await first;
    }

    private Task<string> LookAsync(Task<string> answer, CancellationToken cancellationToken = default) => _turns.RunAsync(
        "/a",
        () =>
        {
            Interlocked.Increment(ref _looks);
            return answer;
        },
        cancellationToken);
}
