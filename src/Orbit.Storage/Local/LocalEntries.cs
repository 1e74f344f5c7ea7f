using Microsoft.Extensions.Logging;
using Orbit.Storage.Diagnostics;

namespace Orbit.Storage.Local;

/// <summary>
/// The operations on single entries, each on a thread of the pool, as .NET's own file access is on Linux: a disk has no asynchronous form of
/// them. What may take long, trees and large copies, has a thread of its own, so that it does not hold one that others wait for.
/// </summary>
internal sealed class LocalEntries(ILocalVolume volume, TimeProvider time, ILogger logger)
{
    private const long LargeCopy = 16 * 1024 * 1024;

    public Task<StorageEntry> StatAsync(StoragePath path, CancellationToken cancellationToken) => Task.Run(() => volume.Stat(path), cancellationToken);

    public Task DeleteAsync(StoragePath path, CancellationToken cancellationToken) => Task.Run(() => volume.Delete(path), cancellationToken);

    public Task DeleteTreeAsync(StoragePath path, CancellationToken cancellationToken) =>
        RunLong(() => volume.DeleteTree(path, cancellationToken), cancellationToken);

    public Task CreateDirectoryAsync(StoragePath path, CreateDirectoryOptions options, CancellationToken cancellationToken) =>
        Task.Run(() => volume.CreateDirectory(path, options), cancellationToken);

    public Task RenameAsync(StoragePath source, StoragePath destination, RenameOptions options, CancellationToken cancellationToken) =>
        Task.Run(() => volume.Rename(source, destination, options), cancellationToken);

    /// <returns>False where the bytes must pass through this process.</returns>
    public async Task<bool> TryCopyAsync(StoragePath source, StoragePath destination, CopyOptions options, CancellationToken cancellationToken)
    {
        StorageEntry entry = await StatAsync(source, cancellationToken).ConfigureAwait(false);
        bool isDone = false;
        void Copy()
        {
            ProgressMeter? progress = ProgressMeter.Start(options.Progress, entry.Size, time, logger);
            isDone = volume.TryCopy(source, destination, options, progress, cancellationToken);
            if (isDone)
            {
                progress?.Complete();
            }
        }

        await (entry.Size > LargeCopy ? RunLong(Copy, cancellationToken) : Task.Run(Copy, cancellationToken)).ConfigureAwait(false);
        return isDone;
    }

    public Task SetAttributesAsync(StoragePath path, StorageAttributes attributes, CancellationToken cancellationToken) =>
        Task.Run(() => volume.SetAttributes(path, attributes), cancellationToken);

    public Task<StorageAttributes> GetAttributesAsync(StoragePath path, CancellationToken cancellationToken) =>
        Task.Run(() => volume.GetAttributes(path), cancellationToken);

    public Task<SweepResult> SweepAsync(TimeSpan olderThan, CancellationToken cancellationToken)
    {
        DateTimeOffset unchangedSince = time.GetUtcNow() - olderThan;
        return Task.Factory.StartNew(
            () => volume.Sweep(unchangedSince, cancellationToken), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    private static Task RunLong(Action work, CancellationToken cancellationToken) =>
        Task.Factory.StartNew(work, cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
