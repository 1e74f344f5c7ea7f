using Orbit.Storage.Transport;

namespace Orbit.Storage.Ssh;

/// <summary>Reads one file.</summary>
internal sealed class SftpRangeSource(SshStore store) : IRangeSource
{
    public StorageEntry Entry => throw new NotImplementedException($"{store}");

    public static Task<SftpRangeSource> OpenAsync(SshStore store, StoragePath path, ReadOptions options, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<IRangeBody> OpenAsync(ByteSpan span, CancellationToken cancellationToken) => throw new NotImplementedException();

    public ValueTask DisposeAsync() => default;
}
