using Microsoft.Extensions.Logging;
using Orbit.Storage.Diagnostics;

namespace Orbit.Storage.Local;

/// <summary>The operations on single entries and on trees, each on a thread of the pool, as .NET's own file access is on Linux: a disk has no asynchronous form of them.</summary>
internal sealed class LocalEntries(ILocalVolume volume, TimeProvider time, ILogger logger)
{
    public Task<StorageEntry> StatAsync(StoragePath path, CancellationToken cancellationToken) => Task.Run(() => volume.Stat(path), cancellationToken);

    public Task DeleteAsync(StoragePath path, CancellationToken cancellationToken) => Task.Run(() => volume.Delete(path), cancellationToken);

    public Task DeleteTreeAsync(StoragePath path, CancellationToken cancellationToken) =>
        Task.Run(() => volume.DeleteTree(path, cancellationToken), cancellationToken);

    public Task CreateDirectoryAsync(StoragePath path, CreateDirectoryOptions options, CancellationToken cancellationToken) =>
        Task.Run(() => volume.CreateDirectory(path, options), cancellationToken);

    public Task RenameAsync(StoragePath source, StoragePath destination, RenameOptions options, CancellationToken cancellationToken) =>
        Task.Run(() => volume.Rename(source, destination, options), cancellationToken);

    /// <returns>False where the bytes must pass through this process.</returns>
    public Task<bool> TryCopyAsync(StoragePath source, StoragePath destination, CopyOptions options, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            ProgressMeter? progress = ProgressMeter.Start(options.Progress, null, time, logger);
            bool isDone = volume.TryCopy(source, destination, options, progress, cancellationToken);
            if (isDone)
            {
                progress?.Complete();
            }

            return isDone;
        },
        cancellationToken);

    public Task SetAttributesAsync(StoragePath path, StorageAttributes attributes, CancellationToken cancellationToken) =>
        Task.Run(() => volume.SetAttributes(path, attributes), cancellationToken);

    public Task<StorageAttributes> GetAttributesAsync(StoragePath path, CancellationToken cancellationToken) =>
        Task.Run(() => volume.GetAttributes(path), cancellationToken);

    public Task<SweepResult> SweepAsync(TimeSpan olderThan, CancellationToken cancellationToken)
    {
        DateTimeOffset unchangedSince = time.GetUtcNow() - olderThan;
        return Task.Run(() => volume.Sweep(unchangedSince, cancellationToken), cancellationToken);
    }
}
