using Orbit.Storage.Diagnostics;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Local;

/// <summary>
/// The directory as an operating system gives access to it. Every member works on the calling thread, which is one of the pool's; nothing
/// here is retried. Two volumes exist: one of Linux system calls, and one of what .NET has on every platform.
/// </summary>
internal interface ILocalVolume : IDisposable
{
    StorageCapabilities Capabilities { get; }

    /// <summary>Whether the root is gone since it was opened.</summary>
    bool IsRootMissing { get; }

    StorageEntry Stat(StoragePath path);

    /// <summary>Opens a file to read it; the caller disposes it.</summary>
    ILocalFile OpenFile(StoragePath path);

    /// <summary>Starts the walk of a listing; its first step is the first I/O. The caller disposes it.</summary>
    ILocalWalk OpenWalk(StoragePath path, ListOptions options);

    /// <summary>Makes the hidden file that a write fills; the caller publishes or removes it, and disposes it.</summary>
    ILocalTemporary CreateTemporary(WriteRequest request);

    void Delete(StoragePath path);

    void DeleteTree(StoragePath path, CancellationToken cancellationToken);

    void CreateDirectory(StoragePath path, CreateDirectoryOptions options);

    void Rename(StoragePath source, StoragePath destination, RenameOptions options);

    /// <summary>Copies without moving the bytes through this process.</summary>
    /// <returns>False where the file system cannot; nothing is left behind then.</returns>
    bool TryCopy(StoragePath source, StoragePath destination, CopyOptions options, ProgressMeter? progress, CancellationToken cancellationToken);

    void SetAttributes(StoragePath path, StorageAttributes attributes);

    StorageAttributes GetAttributes(StoragePath path);

    /// <summary>Removes temporary files that nobody writes and that did not change since a moment.</summary>
    SweepResult Sweep(DateTimeOffset unchangedSince, CancellationToken cancellationToken);
}
