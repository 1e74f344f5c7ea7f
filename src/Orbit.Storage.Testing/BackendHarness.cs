namespace Orbit.Storage.Testing;

/// <summary>
/// What the author of a backend implements to have it tested: how to get a fresh one, and how to look behind it. One harness serves one
/// test. Implement <see cref="IPhysicalView"/> and <see cref="ISymbolicLinks"/> too where the store can be looked at past the backend.
/// </summary>
/// <remarks>
/// Then derive one line per fixture of <see cref="Conformance"/>, as in
/// <c>public sealed class MemoryWriting : WriteConformance&lt;MemoryHarness&gt;;</c>, and let <see cref="HarnessAssert.WiresEveryFixture{THarness}"/>
/// check that none was left out.
/// </remarks>
public abstract class BackendHarness : IAsyncDisposable
{
    /// <summary>The part size in bytes that tests of parts ask for; at least the store's smallest. Small parts make quick tests. Default: 128 KiB.</summary>
    public virtual long PartSize => 128 * 1024;

    /// <summary>The largest content in bytes that the backend writes in one request with parts of <see cref="PartSize"/>. Default: one part.</summary>
    public virtual long WholeSize => PartSize;

    /// <summary>The longest name, in bytes of UTF-8, that the disk behind the store keeps, where that is less than the backend's rules allow. Default: null, it is not.</summary>
    public virtual int? MaxNameBytes => null;

    /// <summary>Makes a backend on a root of its own that exists and is empty. Called once; the backend is disposed before the harness.</summary>
    /// <param name="services">Clock, logs and the byte budget, which is checked for leaks. To be passed on to the backend.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public abstract Task<IStorageBackend> StartAsync(StorageServices services, CancellationToken cancellationToken);

    /// <summary>Counts the uploads in parts that the store holds and that were neither completed nor aborted. Default: none.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    public virtual Task<int> CountOpenUploadsAsync(CancellationToken cancellationToken) => Task.FromResult(0);

    /// <summary>Counts the connections and handles that are on loan. Default: none.</summary>
    public virtual int CountLeases() => 0;

    /// <summary>Counts the requests that have reached the store, so that refusals can be shown to send none. Default: null, it cannot be told.</summary>
    public virtual long? CountRequests() => null;

    /// <summary>Removes the root and all that is in it.</summary>
    public abstract ValueTask DisposeAsync();
}
