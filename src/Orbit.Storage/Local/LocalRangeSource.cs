using Orbit.Storage.Transport;

namespace Orbit.Storage.Local;

/// <summary>Reads a file through one open handle: a file that is replaced meanwhile is read to its end as it was.</summary>
internal sealed class LocalRangeSource(ILocalFile file) : IRangeSource
{
    public StorageEntry Entry => file.Entry;

    public Task<IRangeBody> OpenAsync(ByteSpan span, CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested ? Task.FromCanceled<IRangeBody>(cancellationToken) : Task.FromResult<IRangeBody>(new LocalRangeBody(file, span));

    public ValueTask DisposeAsync()
    {
        file.Dispose();
        return default;
    }
}
