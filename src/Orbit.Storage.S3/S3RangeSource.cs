using Orbit.Storage.Transport;

namespace Orbit.Storage.S3;

/// <summary>Reads one object at the version that its first answer had.</summary>
internal sealed class S3RangeSource(S3Store store) : IRangeSource
{
    public StorageEntry Entry => throw new NotImplementedException($"{store}");

    public static Task<S3RangeSource> OpenAsync(S3Store store, StoragePath path, ReadOptions options, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<IRangeBody> OpenAsync(ByteSpan span, CancellationToken cancellationToken) => throw new NotImplementedException();

    public ValueTask DisposeAsync() => default;
}
