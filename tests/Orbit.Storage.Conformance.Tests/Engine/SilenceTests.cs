using Microsoft.Extensions.Time.Testing;
using Orbit.Storage.Resilience;
using Orbit.Storage.Testing;
using Orbit.Storage.Testing.Content;
using Orbit.Storage.Testing.Faults;
using Orbit.Storage.Testing.Scripted;

namespace Orbit.Storage.Conformance.Tests.Engine;

public sealed class SilenceTests : EngineFixture
{
    private static readonly RetryOptions Twice = new() { MaxAttempts = 2, BaseDelay = TimeSpan.FromMilliseconds(10), MaxElapsed = TimeSpan.FromDays(1000) };
    private readonly FakeTimeProvider _time = new();

    [Test]
    public async Task A07_NeverAnswered_IsTimeoutAfterAllAttempts([Values(StorageCall.Stat, StorageCall.ReadPage, StorageCall.OpenRanges, StorageCall.Delete)] StorageCall call)
    {
        ScriptedBackend store = Open(Silent(), _time);
        store.Faults.Add(call, Fault.Hang(), times: int.MaxValue);
        DateTimeOffset before = _time.GetUtcNow();

        StorageException failure = await StorageAssert.FailsAsync(() => _time.PassUntilAsync(CallAsync(store, call), TimeSpan.FromSeconds(1)), StorageErrorKind.Timeout);

        Assert.That((failure.Attempts, store.Log.Count(call)), Is.EqualTo((2, 2)));
        Assert.That(_time.GetUtcNow() - before, Is.GreaterThanOrEqualTo(TimeSpan.FromSeconds(20)));
    }

    [Test]
    public async Task A07_PartNeverTaken_IsTimeoutAndAborted()
    {
        ScriptedBackend store = Open(Silent(), _time);
        store.Faults.Add(StorageCall.WritePart, Fault.Hang(), times: int.MaxValue, when: call => call.PartIndex == 1);

        await StorageAssert.FailsAsync(() => _time.PassUntilAsync(WriteAsync(store, "a07", new PatternedContent(3 * KiB), Parts(KiB)), TimeSpan.FromSeconds(1)), StorageErrorKind.Timeout);

        Assert.That((store.Log.Count(StorageCall.AbortParts), store.Keys.Count), Is.EqualTo((1, 0)));
    }

    [Test]
    public async Task A07_RangeNeverAnswered_IsTimeout()
    {
        ScriptedBackend store = OpenWithContent(out PatternedContent content);
        store.Faults.Add(StorageCall.OpenRange, Fault.Hang(), times: int.MaxValue);

        await StorageAssert.FailsAsync(() => _time.PassUntilAsync(ReadAsync(store, "object", content), TimeSpan.FromSeconds(1)), StorageErrorKind.Timeout);
    }

    [Test]
    public async Task A07_BodyFallsSilent_IsTimeout()
    {
        ScriptedBackend store = OpenWithContent(out PatternedContent content);
        store.Faults.Add(StorageCall.OpenRange, Fault.HangBody(0), times: int.MaxValue);

        await StorageAssert.FailsAsync(() => _time.PassUntilAsync(ReadAsync(store, "object", content), TimeSpan.FromSeconds(1)), StorageErrorKind.Timeout);
    }

    // Nothing is ever idle for long enough here; it is the minimum throughput that ends the body.
    [Test]
    public async Task A08_BodyTrickles_IsTimeout([Values(1, 4)] int concurrency)
    {
        ScriptedBackend store = OpenWithContent(out PatternedContent content, idle: Timeout.InfiniteTimeSpan);
        store.Faults.Add(StorageCall.OpenRange, Fault.TrickleBody(1), times: int.MaxValue);

        await StorageAssert.FailsAsync(
            () => _time.PassUntilAsync(ReadAsync(store, "object", content, new ReadOptions { Transfer = Parts(64 * KiB, concurrency) }), TimeSpan.FromMilliseconds(500)), StorageErrorKind.Timeout);
    }

    // Slow, but above the minimum: there is no deadline for a whole body. The body moves the clock itself, 9 s for each piece of 32 KiB.
    [Test]
    public async Task A08_SlowButHealthy_Succeeds()
    {
        ScriptedBackend store = OpenWithContent(out PatternedContent content);
        store.Faults.Add(StorageCall.OpenRange, Fault.RunInBody((_, _) =>
        {
            _time.Advance(TimeSpan.FromSeconds(9));
            return default;
        }), times: int.MaxValue);

        await ReadAsync(store, "object", content, new ReadOptions { Transfer = Parts(128 * KiB, concurrency: 1) });

        Assert.That(store.Faults.Struck, Is.GreaterThan(0));
    }

    private static async Task CallAsync(ScriptedBackend store, StorageCall call)
    {
        switch (call)
        {
            case StorageCall.Stat:
                await store.StatAsync("a07", Token);
                break;
            case StorageCall.ReadPage:
                await store.ListToListAsync("", 10, cancellationToken: Token);
                break;
            case StorageCall.OpenRanges:
                await store.OpenReadAsync("a07", null, Token);
                break;
            default:
                await store.DeleteAsync("a07", null, Token);
                break;
        }
    }

    private static ScriptedBackendOptions Silent(TimeSpan? idle = null) => new()
    {
        Retry = Twice,
        Deadlines = new DeadlineOptions
        {
            FirstByte = TimeSpan.FromSeconds(10),
            Idle = idle ?? TimeSpan.FromSeconds(10),
            Operation = TimeSpan.FromSeconds(10),
            MinimumBytesPerSecond = 1024,
            ThroughputWindow = TimeSpan.FromSeconds(10),
        },
    };

    private ScriptedBackend OpenWithContent(out PatternedContent content, TimeSpan? idle = null)
    {
        content = new PatternedContent(200 * KiB, seed: 7);
        ScriptedBackend store = Open(Silent(idle), _time);
        store.Plant("object", content.ToArray());
        return store;
    }
}
