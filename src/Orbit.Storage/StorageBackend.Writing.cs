using System.IO.Pipelines;

namespace Orbit.Storage;

// Writing: the part pump between the caller's pipe and the backend's sink.
public abstract partial class StorageBackend
{
    /// <inheritdoc/>
    public Task<WriteResult> WriteAsync(StoragePath path, PipeReader source, WriteOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();
}
