using NUnit.Framework;
using NUnit.Framework.Interfaces;
using Orbit.Storage.Resilience;
using Orbit.Storage.Testing.Leaks;

namespace Orbit.Storage.Testing.Conformance;

/// <summary>
/// The base of all fixtures: each test has a backend on an empty root, 30 seconds, and a byte budget of its own; when it has passed, nothing
/// may be left of it but what a listing shows.
/// </summary>
/// <typeparam name="THarness">Makes the backend.</typeparam>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[CancelAfter(30_000)]
public abstract partial class ConformanceFixture<THarness> : IDisposable
    where THarness : BackendHarness, new()
{
    private static readonly TimeSpan TeardownDeadline = TimeSpan.FromSeconds(30);
    private readonly LeakTrackingMemoryPool _pool = new();

    /// <summary>Prepares the byte budget.</summary>
    protected ConformanceFixture() => Memory = new TransferMemory(MemoryCapacity, _pool);

    /// <summary>Makes the backend.</summary>
    protected THarness Harness { get; } = new();

    /// <summary>The backend under test.</summary>
    protected IStorageBackend Backend { get; private set; } = null!;

    /// <summary>What it can do.</summary>
    protected StorageCapabilities Can => Backend.Capabilities;

    /// <summary>The byte budget of this test.</summary>
    protected TransferMemory Memory { get; }

    /// <summary>The size of that budget in bytes. Default: 16 MiB.</summary>
    protected virtual long MemoryCapacity => 16 * 1024 * 1024;

    /// <summary>Ends with the test's time.</summary>
    protected static CancellationToken Token => TestContext.CurrentContext.CancellationToken;

    /// <summary>Starts the backend.</summary>
    [SetUp]
    public async Task StartBackendAsync() =>
        Backend = await Harness.StartAsync(new StorageServices { Memory = Memory }, Token).ConfigureAwait(false);

    /// <summary>Checks that nothing leaked, and removes the backend.</summary>
    [TearDown]
    public async Task StopBackendAsync()
    {
        using CancellationTokenSource deadline = new(TeardownDeadline);
        try
        {
            // After a failure the leaks would be its consequence, and hide it.
            if (Backend is not null && TestContext.CurrentContext.Result.Outcome.Status != TestStatus.Failed)
            {
                await AssertNothingLeftAsync(deadline.Token).WaitAsync(deadline.Token).ConfigureAwait(false);
            }
        }
        finally
        {
            if (Backend is not null)
            {
                await Backend.DisposeAsync().ConfigureAwait(false);
            }

            await Harness.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees the byte budget.</summary>
    /// <param name="disposing">Whether this is called by <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
        Memory.Dispose();
        _pool.Dispose();
    }

    /// <summary>Fails where the store holds more than a listing shows, or where an upload, connection or buffer is still out.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    protected virtual async Task AssertNothingLeftAsync(CancellationToken cancellationToken)
    {
        if (Harness is IPhysicalView view)
        {
            List<string> listed = [];
            await foreach (StorageEntry entry in Backend.ListAsync(StoragePath.Root, new ListOptions { Recursive = true }, cancellationToken).ConfigureAwait(false))
            {
                if (entry.Kind == StorageEntryKind.File)
                {
                    listed.Add(entry.Path.Value);
                }
            }

            Assert.That(await view.ListPhysicalAsync(cancellationToken).ConfigureAwait(false), Is.EquivalentTo(listed), "The store must hold what a listing shows, and nothing else.");
        }

        Assert.That(await Harness.CountOpenUploadsAsync(cancellationToken).ConfigureAwait(false), Is.Zero, "No upload in parts may be left open.");
        Assert.That(Harness.CountLeases(), Is.Zero, "Every connection must be given back.");
        Assert.That(Memory.Reserved, Is.Zero, "Every reservation must be given back.");
        _pool.AssertClean();
    }
}
