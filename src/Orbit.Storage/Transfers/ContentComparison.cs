using System.IO.Hashing;
using System.IO.Pipelines;

namespace Orbit.Storage.Transfers;

/// <summary>Tells whether two objects have the same content: by the checksums that both stores keep, else by reading both.</summary>
internal static class ContentComparison
{
    /// <summary>Compares.</summary>
    /// <param name="source">One store.</param>
    /// <param name="path">Its object.</param>
    /// <param name="target">The other store.</param>
    /// <param name="targetPath">Its object.</param>
    /// <param name="transfer">How the bytes are read, if they must be.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Null where they are the same, else how they differ.</returns>
    public static async Task<string?> FindDifferenceAsync(
        IStorageBackend source, StoragePath path, IStorageBackend target, StoragePath targetPath, TransferOptions? transfer, CancellationToken cancellationToken)
    {
        if (await KeptAsync(source, path, target, targetPath, cancellationToken).ConfigureAwait(false) is var (mine, kept))
        {
            return mine.Equals(kept) ? null : $"the source has the checksum {mine}, the target {kept}";
        }

        Task<ContentChecksum> left = ChecksumAsync(source, path, transfer, cancellationToken);
        Task<ContentChecksum> right = ChecksumAsync(target, targetPath, transfer, cancellationToken);
        ContentChecksum[] both = await Task.WhenAll(left, right).ConfigureAwait(false);
        return both[0].Equals(both[1]) ? null : $"the source's content has {both[0]}, the target's {both[1]}";
    }

    /// <summary>Reads an object and computes its XXH3.</summary>
    public static async Task<ContentChecksum> ChecksumAsync(IStorageBackend backend, StoragePath path, TransferOptions? transfer, CancellationToken cancellationToken)
    {
        StorageContent content = await backend.OpenReadAsync(path, new ReadOptions { Transfer = transfer }, cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            XxHash3 hash = new();
            while (true)
            {
                ReadResult read = await content.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                foreach (ReadOnlyMemory<byte> piece in read.Buffer)
                {
                    hash.Append(piece.Span);
                }

                content.Reader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                {
                    return new ContentChecksum(ChecksumAlgorithm.XxHash3, hash.GetCurrentHash());
                }
            }
        }
    }

    // A stat is asked only of stores that may keep checksums: for the others it would be a round trip for nothing.
    private static async Task<(ContentChecksum Mine, ContentChecksum Kept)?> KeptAsync(
        IStorageBackend source, StoragePath path, IStorageBackend target, StoragePath targetPath, CancellationToken cancellationToken)
    {
        if (!source.Capabilities.PartChecksums || !target.Capabilities.PartChecksums)
        {
            return null;
        }

        Task<StorageEntry> left = source.StatAsync(path, cancellationToken);
        Task<StorageEntry> right = target.StatAsync(targetPath, cancellationToken);
        StorageEntry[] both = await Task.WhenAll(left, right).ConfigureAwait(false);
        return both is [{ Checksum: { } mine }, { Checksum: { } kept }] && mine.Algorithm == kept.Algorithm ? (mine, kept) : null;
    }
}
