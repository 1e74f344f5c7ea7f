using Orbit.Storage.Ssh.Connection;
using Orbit.Storage.Ssh.Files;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Ssh;

/// <summary>A directory on an SFTP server (draft-ietf-secsh-filexfer-02, version 3 of the protocol).</summary>
/// <remarks>
/// Content is streamed both ways with many requests in flight. The server's key is verified before anything is sent to it. Connections are made when they
/// are first needed, shared by the calls under way, and made anew when they break.
/// </remarks>
public sealed class SshBackend : StorageBackend, IStaleWriteSweeper
{
    // Sixteen requests of the size that one packet brings, so that no range ends in the middle of one.
    private const long PreferredPartSize = 16 * 65_523;

    private static readonly TransferOptions Near = Transfer(partsAtOnce: 8);

    // As much as several connections have under way; a way that was not measured yet may be long.
    private static readonly TransferOptions Far = Transfer(partsAtOnce: 16);

    private readonly SshStore _store;
    private readonly SftpEntries _entries;

    /// <summary>Prepares the backend. No I/O.</summary>
    /// <param name="options">Where it is, and how it is reached; not to be changed afterwards, since every new connection reads them.</param>
    /// <param name="services">What is shared with the host. Default: <see cref="StorageServices.Default"/>.</param>
    /// <exception cref="StorageException"><see cref="StorageErrorKind.InvalidConfiguration"/>: the message names each setting that is wrong.</exception>
    public SshBackend(SshBackendOptions options, StorageServices? services = null)
        : base(options, services ?? StorageServices.Default)
    {
        ArgumentNullException.ThrowIfNull(options);
        SftpSessions sessions = new(options, Services.Time, Logger);
        SeenDirectories directories = new(Services.Time);
        _store = new SshStore
        {
            Sessions = sessions,
            Options = options,
            Root = new SftpRoot(options, sessions.RoundTrip),
            Owner = this,
            Directories = directories,
            Files = new SeenFiles(Services.Time),
            Turns = new DirectoryTurns(directories, Services.Time),
            Time = Services.Time,
            Logger = Logger,
        };
        _entries = new SftpEntries(_store);
        Capabilities = SshCapabilities.Of(options);
    }

    /// <inheritdoc/>
    public override string Name => "ssh";

    /// <inheritdoc/>
    public override StorageCapabilities Capabilities { get; }

    /// <inheritdoc/>
    protected override TransferOptions DefaultTransfer => _store.Sessions.RoundTrip.IsShort ? Near : Far;

    /// <inheritdoc/>
    /// <remarks>Symbolic links are not entered. Temporary files of this backend's own writers stay, whatever their age; those of other processes are told by their age alone.</remarks>
    public Task<SweepResult> SweepAsync(TimeSpan olderThan, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(olderThan, TimeSpan.Zero);
        SftpSweep sweep = new(_store, Services.Time.GetUtcNow() - olderThan);
        return RunOwnUntimedAsync("sweep", StoragePath.Root, static (sweep, token) => sweep.RunAsync(token), sweep, cancellationToken);
    }

    /// <inheritdoc/>
    protected override StorageFault? Classify(Exception failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return SftpErrors.Classify(failure);
    }

    /// <inheritdoc/>
    protected override Task<StorageEntry> StatCoreAsync(StoragePath path, CancellationToken cancellationToken) => _entries.StatAsync(path, cancellationToken);

    /// <inheritdoc/>
    protected override IPageSource OpenPagesCore(StoragePath path, ListOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return _store.Sessions.Program.IsWanted ? new ChosenPageSource(_store, path, options) : new SftpPageSource(_store, path, options);
    }

    /// <inheritdoc/>
    protected override async Task<IRangeSource> OpenRangesCoreAsync(StoragePath path, ReadOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        return await SftpRangeSource.OpenAsync(_store, path, options, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override async Task<IPartSink> OpenSinkCoreAsync(WriteRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return await SftpPartSink.OpenAsync(_store, request, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override Task DeleteCoreAsync(StoragePath path, DeleteOptions options, CancellationToken cancellationToken) =>
        _entries.DeleteAsync(path, cancellationToken);

    /// <inheritdoc/>
    protected override Task DeleteTreeCoreAsync(StoragePath path, CancellationToken cancellationToken) => _entries.DeleteTreeAsync(path, cancellationToken);

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
        if (!await ServerCopy.TryRunAsync(_store, source, destination, options, cancellationToken).ConfigureAwait(false))
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
    protected override Task<StorageAttributes> GetAttributesCoreAsync(StoragePath path, CancellationToken cancellationToken) =>
        _entries.GetAttributesAsync(path, cancellationToken);

    /// <inheritdoc/>
    protected override async ValueTask DisposeCoreAsync()
    {
        await _store.Sessions.DisposeAsync().ConfigureAwait(false);
        await base.DisposeCoreAsync().ConfigureAwait(false);
    }

    private static TransferOptions Transfer(int partsAtOnce) => new() { PartSize = PreferredPartSize, Concurrency = partsAtOnce, WindowSize = 16 * PreferredPartSize };
}
