namespace Orbit.Storage.Transport;

/// <summary>One answer of a store with bytes of an object. Used by one caller at a time.</summary>
public interface IRangeBody : IAsyncDisposable
{
    /// <summary>Which bytes the store says that these are (the <c>Content-Range</c> of HTTP). The core compares it with what was asked for.</summary>
    ByteSpan Span { get; }

    /// <summary>Reads the next bytes.</summary>
    /// <param name="buffer">Where to; not empty.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>How many were read; 0 when the body has ended, which the core compares with <see cref="Span"/>.</returns>
    ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken);
}
