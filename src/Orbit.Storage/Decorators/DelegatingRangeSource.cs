using Orbit.Storage.Reading;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Decorators;

/// <summary>The base of a decorator of ranges: forwards every member, and the settings that the source was opened with. Override what it changes.</summary>
public abstract class DelegatingRangeSource : IRangeSource, IGuardedSource
{
    /// <summary>Wraps a source.</summary>
    /// <param name="inner">The source; disposed with the decorator.</param>
    protected DelegatingRangeSource(IRangeSource inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        Inner = inner;
    }

    /// <inheritdoc/>
    public virtual StorageEntry Entry => Inner.Entry;

    ParallelRangeDownloader? IGuardedSource.Downloader => Settle((Inner as IGuardedSource)?.Downloader);

    /// <summary>The source that is wrapped.</summary>
    protected IRangeSource Inner { get; }

    /// <inheritdoc/>
    public virtual Task<IRangeBody> OpenAsync(ByteSpan span, CancellationToken cancellationToken) => Inner.OpenAsync(span, cancellationToken);

    StorageException IGuardedSource.Refuse(StorageFault fault) => Reword(IGuardedSource.Refuse(Inner, fault));

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Inner.DisposeAsync();
    }

    /// <summary>Adapts the settings that the source was opened with to what the decorator does.</summary>
    internal virtual ParallelRangeDownloader? Settle(ParallelRangeDownloader? downloader) => downloader;

    /// <summary>Words a failure as the decorator's caller is to see it.</summary>
    internal virtual StorageException Reword(StorageException failure) => failure;
}
