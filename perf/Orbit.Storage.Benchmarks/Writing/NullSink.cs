using Orbit.Storage.Transport;

namespace Orbit.Storage.Benchmarks.Writing;

/// <summary>Looks at the memory of each part and lets it go.</summary>
internal sealed class NullSink : IPartSink
{
    private static readonly Task<PartReceipt?> NoReceipt = Task.FromResult<PartReceipt?>(null);

    public Task<WriteResult> WriteWholeAsync(PartContent content, CancellationToken cancellationToken)
    {
        content.TryGetMemory(out _);
        return Task.FromResult(new WriteResult("object", content.Length));
    }

    public Task BeginAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<PartReceipt?> WritePartAsync(PartContent part, CancellationToken cancellationToken)
    {
        part.TryGetMemory(out _);
        return NoReceipt;
    }

    public Task<WriteResult> CompleteAsync(IReadOnlyList<PartReceipt> parts, long length, CancellationToken cancellationToken) =>
        Task.FromResult(new WriteResult("object", length));

    public Task AbortAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync() => default;
}
