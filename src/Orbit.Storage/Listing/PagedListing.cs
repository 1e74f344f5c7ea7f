namespace Orbit.Storage.Listing;

/// <summary>A listing that has not begun; each enumeration begins it anew.</summary>
internal sealed class PagedListing(StorageBackend backend, StoragePath path, ListOptions options, CancellationToken cancellationToken) : IAsyncEnumerable<StorageEntry>
{
    IAsyncEnumerator<StorageEntry> IAsyncEnumerable<StorageEntry>.GetAsyncEnumerator(CancellationToken enumerationToken) =>
        new ListingEnumerator(backend, path, options, cancellationToken, enumerationToken);
}
