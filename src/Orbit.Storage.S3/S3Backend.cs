using Orbit.Storage.Transport;

namespace Orbit.Storage.S3;

/// <summary>A bucket of Amazon S3 or of a compatible store, or what is below a prefix in it.</summary>
/// <remarks>
/// Content is streamed: what fits one part is one PUT, the rest a multipart upload whose parts are sent straight from pooled buffers. Keys are flat:
/// directories are what keys have in common. The bucket must exist.
/// </remarks>
public sealed partial class S3Backend : StorageBackend
{
    internal const long PreferredPartSize = 8L << 20;
    private const int PreferredConcurrency = 8;

    private readonly S3Store _store;
    private readonly S3Entries _entries;
    private readonly S3ConditionGuard _conditions;
    private readonly bool _ownsClient;

    /// <summary>Opens a bucket. No I/O.</summary>
    /// <param name="options">Where it is; read once.</param>
    /// <param name="services">What is shared with the host. Default: <see cref="StorageServices.Default"/>.</param>
    /// <exception cref="StorageException"><see cref="StorageErrorKind.InvalidConfiguration"/>: the message names each setting that is wrong.</exception>
    public S3Backend(S3BackendOptions options, StorageServices? services = null)
        : base(options, services ?? StorageServices.Default)
    {
        ArgumentNullException.ThrowIfNull(options);
        _ownsClient = options.Client is null;
        _store = new S3Store
        {
            Client = options.Client ?? S3ClientFactory.Create(options),
            Bucket = options.Bucket,
            Key = new S3Key(options.Prefix, this),
            Profile = options.EffectiveStore,
            Options = options,
            Time = Services.Time,
            LargestPartInMemory = Services.Memory.LargestReservation,
        };
        _entries = new S3Entries(_store);
        _conditions = new S3ConditionGuard(_store);
        Capabilities = S3Capabilities.Of(_store.Profile, options, _store.Key.Rules(options));
        DefaultTransfer = new TransferOptions
        {
            PartSize = PreferredPartSize,
            Concurrency = PreferredConcurrency,
            WindowSize = 2 * PreferredConcurrency * PreferredPartSize,
        };
    }

    /// <inheritdoc/>
    public override string Name => "s3";

    /// <inheritdoc/>
    public override StorageCapabilities Capabilities { get; }

    /// <inheritdoc/>
    protected override TransferOptions DefaultTransfer { get; }

    /// <inheritdoc/>
    protected override bool ChangesByCopying => true;

    /// <inheritdoc/>
    protected override StorageFault? Classify(Exception failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return S3Errors.Classify(failure);
    }

    /// <inheritdoc/>
    protected override StorageFault? FindWriteFault(WriteOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return S3WriteRules.FindFault(_store, options) ?? (options.BackendOptions is S3WriteOptions ? null : base.FindWriteFault(options));
    }

    /// <inheritdoc/>
    protected override StorageCapabilities LimitsOf(WriteOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return S3WriteRules.LimitsOf(_store, Capabilities, options);
    }

    /// <inheritdoc/>
    protected override Task<StorageEntry> StatCoreAsync(StoragePath path, CancellationToken cancellationToken) => _entries.StatAsync(path, cancellationToken);

    /// <inheritdoc/>
    protected override IPageSource OpenPagesCore(StoragePath path, ListOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new S3PageSource(_store, path, options);
    }

    /// <inheritdoc/>
    protected override async Task<IRangeSource> OpenRangesCoreAsync(StoragePath path, ReadOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        return await S3RangeSource.OpenAsync(_store, path, options, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override async Task<IPartSink> OpenSinkCoreAsync(WriteRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        await _conditions.CheckAsync(request.Options, cancellationToken).ConfigureAwait(false);
        return new S3PartSink(_store, request);
    }

    /// <inheritdoc/>
    protected override Task DeleteCoreAsync(StoragePath path, DeleteOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        return _entries.DeleteAsync(path, options, cancellationToken);
    }

    /// <inheritdoc/>
    protected override Task<IReadOnlyList<StorageFault?>> DeleteBatchCoreAsync(IReadOnlyList<StoragePath> paths, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(paths);
        return _entries.DeleteBatchAsync(paths, cancellationToken);
    }

    /// <inheritdoc/>
    protected override Task CreateDirectoryCoreAsync(StoragePath path, CreateDirectoryOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        return _entries.CreateDirectoryAsync(path, cancellationToken);
    }

    /// <inheritdoc/>
    protected override Task RenameCoreAsync(StoragePath source, StoragePath destination, RenameOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new S3Copy(_store, source, destination).MoveAsync(options, cancellationToken);
    }

    /// <inheritdoc/>
    protected override Task CopyCoreAsync(StoragePath source, StoragePath destination, CopyOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new S3Copy(_store, source, destination).RunAsync(options, cancellationToken);
    }

    /// <inheritdoc/>
    protected override Task SetAttributesCoreAsync(StoragePath path, StorageAttributes attributes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        return new S3Copy(_store, path, path).ReplaceAttributesAsync(attributes, cancellationToken);
    }

    /// <inheritdoc/>
    protected override Task<StorageAttributes> GetAttributesCoreAsync(StoragePath path, CancellationToken cancellationToken) =>
        _entries.GetAttributesAsync(path, cancellationToken);

    /// <inheritdoc/>
    protected override ValueTask DisposeCoreAsync()
    {
        if (_ownsClient)
        {
            _store.Client.Dispose();
        }

        return base.DisposeCoreAsync();
    }
}
