using System.Globalization;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Proofs;

/// <summary>A store of which there is only the listing: any number of files in directories of a thousand, in order or in none. It takes no other call.</summary>
internal sealed class GeneratedTree(long count, bool ordered) : IStorageBackend
{
    private const int InOneDirectory = 1000;

    // Prime, so that its multiples visit every file once.
    private const long Stride = 7_368_787;
    private static readonly DateTimeOffset Changed = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public string Name => "generated";

    public StorageCapabilities Capabilities { get; } = new()
    {
        CaseSensitive = true,
        RecursiveListing = true,
        OrderedListing = ordered,
        SetLastModified = true,
    };

    public async IAsyncEnumerable<StorageEntry> ListAsync(StoragePath path, ListOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        for (long i = 0; i < count; i++)
        {
            long file = ordered ? i : i * Stride % count;
            string name = string.Create(CultureInfo.InvariantCulture, $"directory-{file / InOneDirectory:d6}/file-{file % InOneDirectory:d4}.dat");
            yield return new StorageEntry(name, StorageEntryKind.File) { Size = file, LastModified = Changed };
        }
    }

    public ValueTask DisposeAsync() => default;

    public Task<StorageEntry> StatAsync(StoragePath path, CancellationToken cancellationToken = default) => throw Unexpected();

    public Task<StorageContent> OpenReadAsync(StoragePath path, ReadOptions? options = null, CancellationToken cancellationToken = default) => throw Unexpected();

    public Task<IRangeSource> OpenRangesAsync(StoragePath path, ReadOptions? options = null, CancellationToken cancellationToken = default) => throw Unexpected();

    public Task<WriteResult> WriteAsync(StoragePath path, PipeReader source, WriteOptions? options = null, CancellationToken cancellationToken = default) => throw Unexpected();

    public Task DeleteAsync(StoragePath path, DeleteOptions? options = null, CancellationToken cancellationToken = default) => throw Unexpected();

    public IAsyncEnumerable<DeleteResult> DeleteManyAsync(IAsyncEnumerable<StoragePath> paths, CancellationToken cancellationToken = default) => throw Unexpected();

    public Task CreateDirectoryAsync(StoragePath path, CreateDirectoryOptions? options = null, CancellationToken cancellationToken = default) => throw Unexpected();

    public Task RenameAsync(StoragePath source, StoragePath destination, RenameOptions? options = null, CancellationToken cancellationToken = default) => throw Unexpected();

    public Task CopyAsync(StoragePath source, StoragePath destination, CopyOptions? options = null, CancellationToken cancellationToken = default) => throw Unexpected();

    public Task SetAttributesAsync(StoragePath path, StorageAttributes attributes, CancellationToken cancellationToken = default) => throw Unexpected();

    public Task<StorageAttributes> GetAttributesAsync(StoragePath path, CancellationToken cancellationToken = default) => throw Unexpected();

    private static NotSupportedException Unexpected() => new("A mirror of a tree that has not changed only lists.");
}
