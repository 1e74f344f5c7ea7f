using Orbit.Storage.Transport;

namespace Orbit.Storage.Ssh;

/// <summary>Writes parts into a hidden sibling, and renames it.</summary>
internal sealed class SftpPartSink(SshStore store, WriteRequest request) : IPartSink
{
    public static Task<SftpPartSink> OpenAsync(SshStore store, WriteRequest request, CancellationToken cancellationToken) => Task.FromResult(new SftpPartSink(store, request));

    public Task<WriteResult> WriteWholeAsync(PartContent content, CancellationToken cancellationToken) => throw new NotImplementedException($"{store} {request}");

    public Task BeginAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<PartReceipt?> WritePartAsync(PartContent part, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<WriteResult> CompleteAsync(IReadOnlyList<PartReceipt> parts, long length, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task AbortAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    public ValueTask DisposeAsync() => default;
}
