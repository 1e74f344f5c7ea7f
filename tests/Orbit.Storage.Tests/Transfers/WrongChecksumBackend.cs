using Orbit.Storage.Decorators;

namespace Orbit.Storage.Tests.Transfers;

/// <summary>A store that says of its objects a checksum that is not theirs.</summary>
internal sealed class WrongChecksumBackend(IStorageBackend inner) : DelegatingBackend(inner)
{
    public override async Task<StorageContent> OpenReadAsync(StoragePath path, ReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        StorageContent content = await Inner.OpenReadAsync(path, options, cancellationToken);
        StorageEntry entry = new(content.Entry.Path, content.Entry.Kind)
        {
            Size = content.Entry.Size,
            Checksum = new ContentChecksum(ChecksumAlgorithm.Md5, new byte[16]),
        };
        return new StorageContent(entry, content.Span, content.Reader, content.DisposeAsync);
    }
}
