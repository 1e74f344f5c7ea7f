using Orbit.Storage.Transport;

namespace Orbit.Storage.Tests.Extensions;

/// <summary>Counts the requests made of a source, and hands on what it was told to fail with once.</summary>
internal sealed class CountingRangeSource(IRangeSource inner) : IRangeSource
{
    private int _requests;

    public int Requests => Volatile.Read(ref _requests);

    public bool IsDisposed { get; private set; }

    public Exception? FailNext { get; set; }

    public StorageEntry Entry => inner.Entry;

    public Task<IRangeBody> OpenAsync(ByteSpan span, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _requests);
        if (FailNext is { } failure)
        {
            FailNext = null;
            throw failure;
        }

        return inner.OpenAsync(span, cancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return inner.DisposeAsync();
    }
}
