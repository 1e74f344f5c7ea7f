using System.Collections.Concurrent;
using Orbit.Storage.Testing.Faults;

namespace Orbit.Storage.Testing.Scripted;

/// <summary>
/// A flat-key store in memory whose ports misbehave by plan, below the real engine: so one sees what parts, ranges, pages and retries do when
/// a server fails, lies, falls silent or loses an answer. It writes every call down and holds the engine to its own limits.
/// </summary>
public sealed partial class ScriptedBackend : StorageBackend
{
    private readonly CallObserver _observer;
    private readonly ConcurrentDictionary<string, ScriptedUpload> _uploads = new();
    private int _openHandles;

    /// <summary>Makes an empty store.</summary>
    /// <param name="options">What it claims to be. Default: a flat-key store with every capability that such a store has.</param>
    /// <param name="services">Clock, logs and byte budget. Default: the system's.</param>
    public ScriptedBackend(ScriptedBackendOptions? options = null, StorageServices? services = null)
        : base(options ??= new ScriptedBackendOptions(), services ??= StorageServices.Default)
    {
        Capabilities = options.Capabilities;
        Time = services.Time;
        Faults = new FaultPlan(services.Time);
        Store = new ScriptedStore(services.Time, Capabilities.ETag);
        Connections = new ScriptedConnections(options.MaxConnections);
        _observer = new CallObserver(Log, Faults);
    }

    /// <inheritdoc/>
    public override string Name => "scripted";

    /// <inheritdoc/>
    public override StorageCapabilities Capabilities { get; }

    /// <summary>What is to go wrong.</summary>
    public FaultPlan Faults { get; }

    /// <summary>The calls that arrived at the ports.</summary>
    public CallLog Log { get; } = new();

    /// <summary>How many uploads in parts were begun and neither completed nor aborted.</summary>
    public int OpenUploads => _uploads.Count;

    /// <summary>The most connections that were on loan at once.</summary>
    public int PeakConnections => Connections.Peak;

    /// <summary>How many sinks, sources, page sources and connections have not been given back.</summary>
    public int OpenHandles => Volatile.Read(ref _openHandles) + Connections.Leased;

    /// <summary>The keys that the store holds, in order, seen past the engine.</summary>
    public IReadOnlyList<StoragePath> Keys => Store.Keys;

    internal TimeProvider Time { get; }

    internal ScriptedStore Store { get; }

    internal ScriptedConnections Connections { get; }

    /// <inheritdoc/>
    protected override TransferOptions DefaultTransfer { get; } = new() { PartSize = 128 * 1024, Concurrency = 4, WindowSize = 1024 * 1024 };

    /// <summary>The content that the store holds, seen past the engine.</summary>
    /// <param name="path">The object.</param>
    /// <returns>The content, or null where there is no such object.</returns>
    public ReadOnlyMemory<byte>? Peek(StoragePath path) => Store.Find(path)?.Content;

    /// <summary>Puts content into the store, past the engine.</summary>
    /// <param name="path">The object.</param>
    /// <param name="content">Its content; kept, not copied.</param>
    public void Plant(StoragePath path, byte[] content)
    {
        ArgumentNullException.ThrowIfNull(content);
        Store.Put(path, content, new WriteOptions());
    }

    /// <summary>Forgets uploads that nobody can close any more, as a server's clean-up by age does.</summary>
    public void ForgetUploads() => _uploads.Clear();

    internal Task<TResult> ObserveAsync<TResult>(ObservedCall call, Func<Fault?, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken) =>
        _observer.RunAsync(call, work, cancellationToken);

    internal Task<TResult> CallAsync<TResult>(ObservedCall call, Func<Fault?, CancellationToken, Task<TResult>> work, CancellationToken cancellationToken) =>
        ObserveAsync(
            call,
            async (fault, token) =>
            {
                using IDisposable connection = await Connections.LeaseAsync(token).ConfigureAwait(false);
                return await work(fault, token).ConfigureAwait(false);
            },
            cancellationToken);

    internal ScriptedUpload BeginUpload(StoragePath path)
    {
        ScriptedUpload upload = new(path);
        _uploads[upload.Id] = upload;
        return upload;
    }

    internal ScriptedUpload? FindUpload(string id) => _uploads.GetValueOrDefault(id);

    internal void EndUpload(string? id) => _uploads.TryRemove(id ?? "", out _);

    internal void CountHandle(int change) => Interlocked.Add(ref _openHandles, change);
}
