using System.Runtime.CompilerServices;
using Orbit.Storage.Decorators;

namespace Orbit.Storage.Tests.Transfers.Trees;

/// <summary>A store of which the listing is made up: any number of files, in order or in none. Every other call goes to the store behind it.</summary>
internal sealed class GeneratedTree(IStorageBackend inner, int count, bool ordered) : DelegatingBackend(inner)
{
    // Prime, so that its multiples visit every file once.
    private const long Stride = 7_368_787;

    public override StorageCapabilities Capabilities { get; } = new() { CaseSensitive = true, RecursiveListing = true, OrderedListing = ordered, SetLastModified = true, BulkDeleteLimit = 1000 };

    /// <summary>Which files there are; null for all.</summary>
    public Func<long, bool>? Has { get; init; }

    /// <summary>Whether the order that is claimed is kept.</summary>
    public bool KeepsOrder { get; init; } = ordered;

    public override async IAsyncEnumerable<StorageEntry> ListAsync(StoragePath path, ListOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        for (long i = 0; i < count; i++)
        {
            long file = KeepsOrder ? i : i * Stride % count;
            if (Has?.Invoke(file) != false)
            {
                yield return new StorageEntry(path.Combine($"d{file / 1000:d5}/f{file % 1000:d4}"), StorageEntryKind.File) { Size = file, LastModified = TreePairRig.Then };
            }
        }
    }
}
