using Orbit.Storage.Transport;

namespace Orbit.Storage.S3;

/// <summary>Lists by ListObjectsV2, page by page.</summary>
internal sealed class S3PageSource(S3Store store, StoragePath path, ListOptions options) : IPageSource
{
    public Task<ListPage> ReadPageAsync(string? continuation, CancellationToken cancellationToken) => throw new NotImplementedException($"{store} {path} {options}");

    public ValueTask DisposeAsync() => default;
}
