using Orbit.Storage.Transport;

namespace Orbit.Storage.Writing;

/// <summary>What a write asks of its backend: one try each, failures as the transport throws them.</summary>
internal interface IWriteTarget
{
    Task<IPartSink> OpenSinkAsync(WriteRequest request, CancellationToken cancellationToken);

    Task<StorageEntry> LookAsync(StoragePath path, CancellationToken cancellationToken);
}
