using Orbit.Storage.Testing.Faults;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Testing.Scripted;

/// <summary>Reads from the scripted server, at the version that the object had when it was opened.</summary>
internal sealed class ScriptedRangeSource(ScriptedBackend backend, ScriptedObject stored) : IRangeSource
{
    private int _isDisposed;

    public StorageEntry Entry => stored.Entry;

    public async Task<IRangeBody> OpenAsync(ByteSpan span, CancellationToken cancellationToken)
    {
        ObservedCall call = new(StorageCall.OpenRange, Entry.Path) { Span = span };
        return await backend.ObserveAsync<IRangeBody>(
            call,
            async (fault, token) =>
            {
                IDisposable connection = await backend.Connections.LeaseAsync(token).ConfigureAwait(false);
                if (backend.Store.Find(Entry.Path) != stored)
                {
                    connection.Dispose();
                    throw ScriptedStore.Failure(StorageErrorKind.ObjectChanged, "the object is not the one that was opened.");
                }

                ByteSpan answered = fault?.Span is { } change ? change(span, stored.Content.Length) : span;
                return new ScriptedRangeBody(stored.Content, answered, fault?.Body, backend.Time, connection);
            },
            cancellationToken).ConfigureAwait(false);
    }

    public ValueTask DisposeAsync()
    {
        backend.CountHandle(Interlocked.Exchange(ref _isDisposed, 1) == 0 ? -1 : 0);
        return default;
    }
}
