using Orbit.Storage.Testing.Faults;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Testing.Decorators;

/// <summary>Lets each range of a decorated source pass the observer, and its body misbehave.</summary>
internal sealed class FaultyRangeSource(ObservingBackend backend, IRangeSource inner, BodyFault? always) : IRangeSource
{
    public StorageEntry Entry => inner.Entry;

    public Task<IRangeBody> OpenAsync(ByteSpan span, CancellationToken cancellationToken) =>
        backend.ObserveAsync<IRangeBody>(
            new ObservedCall(StorageCall.OpenRange, Entry.Path) { Span = span },
            async (fault, token) =>
            {
                ByteSpan answered = fault?.Span is { } change ? change(span, Entry.Size ?? span.End) : span;
                IRangeBody body = await inner.OpenAsync(answered, token).ConfigureAwait(false);
                return (fault?.Body ?? always) is { } misbehavior ? new FaultyRangeBody(body, misbehavior, backend.Time) : body;
            },
            cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
