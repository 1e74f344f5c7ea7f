using Orbit.Storage.Smb.Connection;
using Orbit.Storage.Smb.Security;
using Orbit.Storage.Transport;
using WriteRequest = Orbit.Storage.Transport.WriteRequest;

namespace Orbit.Storage.Smb;

/// <summary>A directory of an SMB share, by the versions 2.1 to 3.1.1 of the protocol (MS-SMB2).</summary>
/// <remarks>
/// Content is streamed both ways with many requests in flight on one connection, which is made when it is first needed, shared by all calls, and made anew when it breaks. Every message is signed by
/// default; encryption can be required.
/// </remarks>
public sealed class SmbBackend : StorageBackend, IStaleWriteSweeper
{
    private const long PreferredPartSize = FramePool.MaxPayload;

    private readonly SmbCredential _credential;
    private readonly SmbStore _store;
    private readonly SmbEntries _entries;

    /// <summary>Prepares the backend. No I/O.</summary>
    /// <param name="options">Where it is, and how it is reached; copied.</param>
    /// <param name="services">What is shared with the host. Default: <see cref="StorageServices.Default"/>.</param>
    /// <exception cref="StorageException"><see cref="StorageErrorKind.InvalidConfiguration"/>: the message names each setting that is wrong.</exception>
    public SmbBackend(SmbBackendOptions options, StorageServices? services = null)
        : base(options, services ?? StorageServices.Default)
    {
        ArgumentNullException.ThrowIfNull(options);
        _credential = SmbSettings.CredentialOf(options);
        _store = new SmbStore(SmbSettings.ClientOf(options, _credential, Deadlines, Services.Time), options)
        {
            Owner = this,
            Time = Services.Time,
            Logger = Logger,
        };
        _entries = new SmbEntries(_store);
    }

    /// <inheritdoc/>
    public override string Name => "smb";

    /// <inheritdoc/>
    public override StorageCapabilities Capabilities { get; } = new()
    {
        PathRules = StoragePathRules.Windows,
        RealDirectories = true,
        AtomicReplace = true,
        ConditionalCreate = true,
        DurableWrite = true,
        ServerSideCopy = true,
        CopyIfAbsent = true,
        RenameIfAbsent = true,
        RenameDirectory = true,
        ResumableWrite = true,
        ReadBack = true,
        SetLastModified = true,
        SetLastAccessed = true,
        SetCreated = true,
        TimePrecision = TimeSpan.FromTicks(1),
        EarliestTime = DateTimeOffset.UnixEpoch,
    };

    /// <inheritdoc/>
    protected override TransferOptions DefaultTransfer
    {
        get
        {
            int concurrency = SmbWindow.For(_store.RoundTrip);
            return new TransferOptions { PartSize = PreferredPartSize, Concurrency = concurrency, WindowSize = concurrency * PreferredPartSize };
        }
    }

    /// <inheritdoc/>
    /// <remarks>Symbolic links are not entered. Temporary files of this backend's own writers stay, whatever their age; those of other processes are told by their age alone.</remarks>
    public Task<SweepResult> SweepAsync(TimeSpan olderThan, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(olderThan, TimeSpan.Zero);
        SmbSweep sweep = new(_store, Services.Time.GetUtcNow() - olderThan);
        return RunOwnUntimedAsync("sweep", StoragePath.Root, static (sweep, token) => sweep.RunAsync(token), sweep, cancellationToken);
    }

    /// <inheritdoc/>
    protected override StorageFault? Classify(Exception failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return SmbErrors.Classify(failure);
    }

    /// <inheritdoc/>
    protected override Task<StorageEntry> StatCoreAsync(StoragePath path, CancellationToken cancellationToken) => _entries.StatAsync(path, cancellationToken);

    /// <inheritdoc/>
    protected override IPageSource OpenPagesCore(StoragePath path, ListOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new SmbPageSource(_store, path, options);
    }

    /// <inheritdoc/>
    protected override async Task<IRangeSource> OpenRangesCoreAsync(StoragePath path, ReadOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        return await SmbRangeSource.OpenAsync(_store, path, options, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override Task<IPartSink> OpenSinkCoreAsync(WriteRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Task.FromResult<IPartSink>(new SmbPartSink(_store, request));
    }

    /// <inheritdoc/>
    protected override Task DeleteCoreAsync(StoragePath path, DeleteOptions options, CancellationToken cancellationToken) => _entries.DeleteAsync(path, cancellationToken);

    /// <inheritdoc/>
    protected override Task CreateDirectoryCoreAsync(StoragePath path, CreateDirectoryOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        return _entries.CreateDirectoryAsync(path, options, cancellationToken);
    }

    /// <inheritdoc/>
    protected override Task RenameCoreAsync(StoragePath source, StoragePath destination, RenameOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        return _entries.RenameAsync(source, destination, options, cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task CopyCoreAsync(StoragePath source, StoragePath destination, CopyOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!await new SmbCopy(_store, source, destination, options).RunAsync(cancellationToken).ConfigureAwait(false))
        {
            await base.CopyCoreAsync(source, destination, options, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    protected override Task SetAttributesCoreAsync(StoragePath path, StorageAttributes attributes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        return _entries.SetAttributesAsync(path, attributes, cancellationToken);
    }

    /// <inheritdoc/>
    protected override Task<StorageAttributes> GetAttributesCoreAsync(StoragePath path, CancellationToken cancellationToken) => _entries.GetAttributesAsync(path, cancellationToken);

    /// <inheritdoc/>
    protected override async ValueTask DisposeCoreAsync()
    {
        await _store.DisposeAsync().ConfigureAwait(false);
        _credential.Dispose();
        await base.DisposeCoreAsync().ConfigureAwait(false);
    }
}
