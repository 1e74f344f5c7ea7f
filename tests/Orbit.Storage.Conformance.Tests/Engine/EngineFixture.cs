using Microsoft.Extensions.Time.Testing;
using Orbit.Storage.Resilience;
using Orbit.Storage.Testing.Content;
using Orbit.Storage.Testing.Leaks;
using Orbit.Storage.Testing.Scripted;

namespace Orbit.Storage.Conformance.Tests.Engine;

/// <summary>The real engine over a store that misbehaves by plan. When a test has ended, nothing may be open, leased or rented.</summary>
[CancelAfter(30_000)]
public abstract class EngineFixture : IDisposable
{
    protected const int KiB = 1024;

    // How long a call may take to notice that it was cancelled.
    protected static readonly TimeSpan Prompt = TimeSpan.FromSeconds(5);

    private readonly LeakTrackingMemoryPool _pool = new();
    private readonly List<ScriptedBackend> _stores = [];

    protected TransferMemory Memory { get; private set; }

    protected EngineFixture() => Memory = new TransferMemory(16 * KiB * KiB, _pool);

    protected static CancellationToken Token => TestContext.CurrentContext.CancellationToken;

    // Retries without a wait worth mentioning.
    protected static RetryOptions Quick => new() { MaxAttempts = 5, BaseDelay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(2) };

    // A clock that stands still: nothing is late, so nothing is asked twice, however slow the machine is. Retries wait for nothing.
    protected ScriptedBackend OpenTimeless() =>
        Open(new ScriptedBackendOptions { Retry = new RetryOptions { BaseDelay = TimeSpan.Zero, MaxDelay = TimeSpan.Zero } }, new FakeTimeProvider());

    [TearDown]
    public async Task AssertNothingLeaked()
    {
        foreach (ScriptedBackend store in _stores)
        {
            await store.DisposeAsync();
            Assert.That((store.OpenUploads, store.OpenHandles, store.Log.InFlight), Is.EqualTo((0, 0, 0)), "uploads, handles and calls must be closed");
        }

        Assert.That(Memory.Reserved, Is.Zero);
        _pool.AssertClean();
    }

    public void Dispose()
    {
        Memory.Dispose();
        _pool.Dispose();
        GC.SuppressFinalize(this);
    }

    protected ScriptedBackend Open(ScriptedBackendOptions? options = null, TimeProvider? time = null)
    {
        options ??= new ScriptedBackendOptions { Retry = Quick };
        ScriptedBackend store = new(options, new StorageServices { Memory = Memory, Time = time ?? TimeProvider.System });
        _stores.Add(store);
        return store;
    }

    protected void LimitMemoryTo(long bytes)
    {
        Memory.Dispose();
        Memory = new TransferMemory(bytes, _pool);
    }

    protected static Task<WriteResult> WriteAsync(IStorageBackend store, StoragePath path, PatternedContent content, TransferOptions? transfer = null, long? length = null) =>
        store.WriteAsync(path, content.OpenSource(), new WriteOptions { Transfer = transfer, ExpectedLength = length }, Token);

    protected static async Task ReadAsync(IStorageBackend store, StoragePath path, PatternedContent content, ReadOptions? options = null)
    {
        await using StorageContent opened = await store.OpenReadAsync(path, options, Token);
        await content.MatchesAsync(opened.Reader, opened.Span, Token);
    }

    protected static TransferOptions Parts(long size, int concurrency = 4, long? window = null) => new() { PartSize = size, Concurrency = concurrency, WindowSize = window };

    protected static async Task WaitForAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(1, Token);
        }
    }
}
