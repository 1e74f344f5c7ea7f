using Orbit.Storage.Transport;

namespace Orbit.Storage.Ssh;

/// <summary>Lists one directory, page by page.</summary>
internal sealed class SftpPageSource(SshStore store, StoragePath path, ListOptions options) : IPageSource
{
    public Task<ListPage> ReadPageAsync(string? continuation, CancellationToken cancellationToken) => throw new NotImplementedException($"{store} {path} {options}");

    public ValueTask DisposeAsync() => default;
}
