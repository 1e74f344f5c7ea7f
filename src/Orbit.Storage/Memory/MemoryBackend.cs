using Orbit.Storage.Transport;

namespace Orbit.Storage.Memory;

/// <summary>
/// A store in the memory of this process: the reference for what every operation means, and what programs that use a backend are tested
/// against. All its content goes with it.
/// </summary>
/// <remarks>
/// By default a tree of real directories, with <see cref="MemoryBackendOptions.FlatKeys"/> a flat name space as object stores have it. Reading
/// does not change the time of the last access, and changes below a directory do not change its times. Open readers keep the version that
/// they opened.
/// </remarks>
public sealed class MemoryBackend : StorageBackend
{
    private const long PreferredPartSize = 1024 * 1024;

    private readonly MemoryEntries _entries;
    private readonly MemoryUsage _usage = new();
    private readonly int _pageSize;

    /// <summary>Makes an empty store.</summary>
    /// <param name="options">What it is like; copied. Default: a file system without limits.</param>
    /// <param name="services">What is shared with the host; the clock gives entries their times. Default: <see cref="StorageServices.Default"/>.</param>
    /// <exception cref="StorageException"><see cref="StorageErrorKind.InvalidConfiguration"/>: the message names each setting that is wrong.</exception>
    public MemoryBackend(MemoryBackendOptions? options = null, StorageServices? services = null)
        : base(options ??= new MemoryBackendOptions(), services ?? StorageServices.Default)
    {
        _entries = new MemoryEntries(this, options, Services.Time);
        _pageSize = options.PageSize;
        Capabilities = MemoryCapabilities.Of(options);
        DefaultTransfer = new TransferOptions
        {
            PartSize = Math.Clamp(PreferredPartSize, options.MinPartSize, options.MaxPartSize ?? long.MaxValue),
            Concurrency = 4,
            WindowSize = 8 * PreferredPartSize,
        };
    }

    /// <inheritdoc/>
    public override string Name => "memory";

    /// <inheritdoc/>
    public override StorageCapabilities Capabilities { get; }

    /// <summary>How many bytes of content are stored, kept versions and writes in progress included.</summary>
    public long StoredBytes => _entries.StoredBytes;

    /// <summary>How many objects are open to be read. 0 when everyone has disposed what they opened.</summary>
    public int OpenReads => _usage.OpenReads;

    /// <summary>How many writes in parts were begun and neither completed nor aborted. 0 when nothing is under way.</summary>
    public int OpenWrites => _usage.OpenWrites;

    /// <inheritdoc/>
    protected override TransferOptions DefaultTransfer { get; }

    /// <inheritdoc/>
    protected internal override StorageFault? Classify(Exception failure) => null;

    /// <inheritdoc/>
    protected override Task<StorageEntry> StatCoreAsync(StoragePath path, CancellationToken cancellationToken) =>
        Task.FromResult(_entries.Get(path).ToEntry(this));

    /// <inheritdoc/>
    protected override IPageSource OpenPagesCore(StoragePath path, ListOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new MemoryPageSource(_entries, this, path, options, options.PageSize ?? _pageSize);
    }

    /// <inheritdoc/>
    protected override Task<IRangeSource> OpenRangesCoreAsync(StoragePath path, ReadOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        MemoryNode node = _entries.GetObject(path, options.VersionId);
        MemoryConditions.Check(node, options);
        return Task.FromResult<IRangeSource>(new MemoryRangeSource(node, node.ToEntry(this), _usage));
    }

    /// <inheritdoc/>
    protected override Task<IPartSink> OpenSinkCoreAsync(WriteRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        _entries.CheckWrite(request.Path, request.Options);
        return Task.FromResult<IPartSink>(new MemoryPartSink(_entries, _usage, Capabilities, request));
    }

    /// <inheritdoc/>
    protected override Task DeleteCoreAsync(StoragePath path, DeleteOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        _entries.Delete(path, options.VersionId);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override Task DeleteTreeCoreAsync(StoragePath path, CancellationToken cancellationToken)
    {
        _entries.DeleteTree(path);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override Task<IReadOnlyList<StorageFault?>> DeleteBatchCoreAsync(IReadOnlyList<StoragePath> paths, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(paths);
        return Task.FromResult(_entries.DeleteBatch(paths));
    }

    /// <inheritdoc/>
    protected override Task CreateDirectoryCoreAsync(StoragePath path, CreateDirectoryOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        _entries.CreateDirectory(path, options);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override Task RenameCoreAsync(StoragePath source, StoragePath destination, RenameOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        _entries.Rename(source, destination, options);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override Task CopyCoreAsync(StoragePath source, StoragePath destination, CopyOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        _entries.Copy(source, destination, options);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override Task SetAttributesCoreAsync(StoragePath path, StorageAttributes attributes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        _entries.SetAttributes(path, attributes);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override Task<StorageAttributes> GetAttributesCoreAsync(StoragePath path, CancellationToken cancellationToken) =>
        Task.FromResult(_entries.Get(path).ToAttributes());

    /// <inheritdoc/>
    protected override ValueTask DisposeCoreAsync()
    {
        _entries.Clear();
        return base.DisposeCoreAsync();
    }
}
