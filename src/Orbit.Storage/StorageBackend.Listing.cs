using Orbit.Storage.Listing;
using Orbit.Storage.Transport;

namespace Orbit.Storage;

// Listing: pages and walks between the backend's source and the caller's enumeration.
public abstract partial class StorageBackend
{
    /// <inheritdoc/>
    public IAsyncEnumerable<StorageEntry> ListAsync(StoragePath path, ListOptions? options = null, CancellationToken cancellationToken = default)
    {
        options = (options ?? ListOptions.Default).Validated();
        Admission.List(this, path, options);
        return new PagedListing(this, Admission.Directory(this, path), options, cancellationToken);
    }

    internal IPageSource OpenPages(StoragePath path, ListOptions options) => OpenPagesCore(path, options);
}
