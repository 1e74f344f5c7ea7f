using Orbit.Storage.Transport;

namespace Orbit.Storage.Local;

/// <summary>
/// A directory on a local disk. Writes fill a hidden sibling and rename it; nothing leads out of the root, links and directories swapped
/// while a call is under way included.
/// </summary>
/// <remarks>
/// On Linux (x64, arm64) all paths are resolved below a descriptor of the root. Elsewhere what .NET offers is used: links are looked for on the
/// way, which does not hold against somebody who changes the tree at that very moment. Entity tags are made of inode, time of the last change and
/// size. A file replaced by a write keeps its permissions, without the bits set-user-id, set-group-id and sticky, and, as far as the process may,
/// its owner; extended attributes it loses. Two writes to one path end with one of the two.
/// </remarks>
public sealed class LocalBackend : StorageBackend, IStaleWriteSweeper
{
    // What stays in a processor's own cache between the copy into the part and the copy into the kernel (docs/decisions/0054).
    private const long PreferredPartSize = 256 * 1024;
    private const int EntriesPerPage = 1000;
    private readonly ILocalVolume _volume;
    private readonly LocalEntries _entries;

    /// <summary>Opens the root.</summary>
    /// <param name="options">Which directory, and how; copied.</param>
    /// <param name="services">What is shared with the host. Default: <see cref="StorageServices.Default"/>.</param>
    /// <exception cref="StorageException"><see cref="StorageErrorKind.InvalidConfiguration"/>: a setting is wrong.
    /// <see cref="StorageErrorKind.ContainerNotFound"/>: the root does not exist. <see cref="StorageErrorKind.NotADirectory"/>: it is a file.
    /// <see cref="StorageErrorKind.PermissionDenied"/>: the process may not enter it.</exception>
    public LocalBackend(LocalBackendOptions options, StorageServices? services = null)
        : this(options, services, LocalRoot.OpenVolume)
    {
    }

    internal LocalBackend(LocalBackendOptions options, StorageServices? services, Func<LocalBackendOptions, IStorageBackend, ILocalVolume> open)
        : base(options, services ?? StorageServices.Default)
    {
        _volume = LocalRoot.Open(options, this, open);
        _entries = new LocalEntries(_volume, Services.Time, Logger);
    }

    /// <inheritdoc/>
    public override string Name => "local";

    /// <inheritdoc/>
    public override StorageCapabilities Capabilities => _volume.Capabilities;

    /// <inheritdoc/>
    protected override TransferOptions DefaultTransfer { get; } = new() { PartSize = PreferredPartSize, Concurrency = 2, WindowSize = 4 * PreferredPartSize };

    /// <inheritdoc/>
    /// <remarks>Symbolic links are not entered. Temporary files of living writers stay, whatever their age.</remarks>
    public Task<SweepResult> SweepAsync(TimeSpan olderThan, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(olderThan, TimeSpan.Zero);
        return RunOwnUntimedAsync("sweep", StoragePath.Root, static (call, token) => call._entries.SweepAsync(call.olderThan, token), (_entries, olderThan), cancellationToken);
    }

    /// <inheritdoc/>
    protected internal override StorageFault? Classify(Exception failure) => LocalErrors.Classify(failure, _volume);

    /// <inheritdoc/>
    protected override Task<StorageEntry> StatCoreAsync(StoragePath path, CancellationToken cancellationToken) => _entries.StatAsync(path, cancellationToken);

    /// <inheritdoc/>
    protected override IPageSource OpenPagesCore(StoragePath path, ListOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new LocalPageSource(_volume.OpenWalk(path, options), options.PageSize ?? EntriesPerPage);
    }

    /// <inheritdoc/>
    protected override Task<IRangeSource> OpenRangesCoreAsync(StoragePath path, ReadOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Task.Run<IRangeSource>(() => OpenRanges(path, options), cancellationToken);
    }

    /// <inheritdoc/>
    protected override Task<IPartSink> OpenSinkCoreAsync(WriteRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Task.Run<IPartSink>(() => LocalPartSink.Open(_volume, request), cancellationToken);
    }

    /// <inheritdoc/>
    protected override Task DeleteCoreAsync(StoragePath path, DeleteOptions options, CancellationToken cancellationToken) =>
        _entries.DeleteAsync(path, cancellationToken);

    /// <inheritdoc/>
    protected override Task DeleteTreeCoreAsync(StoragePath path, CancellationToken cancellationToken) => _entries.DeleteTreeAsync(path, cancellationToken);

    /// <inheritdoc/>
    protected override Task CreateDirectoryCoreAsync(StoragePath path, CreateDirectoryOptions options, CancellationToken cancellationToken) =>
        _entries.CreateDirectoryAsync(path, options, cancellationToken);

    /// <inheritdoc/>
    protected override Task RenameCoreAsync(StoragePath source, StoragePath destination, RenameOptions options, CancellationToken cancellationToken) =>
        _entries.RenameAsync(source, destination, options, cancellationToken);

    /// <inheritdoc/>
    protected override async Task CopyCoreAsync(StoragePath source, StoragePath destination, CopyOptions options, CancellationToken cancellationToken)
    {
        if (!await _entries.TryCopyAsync(source, destination, options, cancellationToken).ConfigureAwait(false))
        {
            await base.CopyCoreAsync(source, destination, options, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    protected override Task SetAttributesCoreAsync(StoragePath path, StorageAttributes attributes, CancellationToken cancellationToken) =>
        _entries.SetAttributesAsync(path, attributes, cancellationToken);

    /// <inheritdoc/>
    protected override Task<StorageAttributes> GetAttributesCoreAsync(StoragePath path, CancellationToken cancellationToken) =>
        _entries.GetAttributesAsync(path, cancellationToken);

    /// <inheritdoc/>
    protected override ValueTask DisposeCoreAsync()
    {
        _volume.Dispose();
        return base.DisposeCoreAsync();
    }

    private LocalRangeSource OpenRanges(StoragePath path, ReadOptions options)
    {
        ILocalFile file = _volume.OpenFile(path);
        try
        {
            ReadConditions.Check(file.Entry, options);
            return new LocalRangeSource(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
