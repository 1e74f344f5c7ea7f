using Orbit.Storage.Transport;

namespace Orbit.Storage.S3;

/// <summary>Writes one object: a PUT where one part holds it all, else a multipart upload.</summary>
internal sealed class S3PartSink(S3Store store, WriteRequest request) : IPartSink
{
    public Task<WriteResult> WriteWholeAsync(PartContent content, CancellationToken cancellationToken) => throw new NotImplementedException($"{store} {request}");

    public Task BeginAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<PartReceipt?> WritePartAsync(PartContent part, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<WriteResult> CompleteAsync(IReadOnlyList<PartReceipt> parts, long length, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task AbortAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    public ValueTask DisposeAsync() => default;
}
