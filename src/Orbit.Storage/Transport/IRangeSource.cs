namespace Orbit.Storage.Transport;

/// <summary>
/// The port of a read: one object at one version, any of whose bytes can be asked for. Every answer is of the version that <see cref="Entry"/>
/// describes (pinned by entity tag, version id, open handle, or size and time); where that is gone, the call fails with
/// <see cref="StorageErrorKind.ObjectChanged"/>.
/// </summary>
public interface IRangeSource : IAsyncDisposable
{
    /// <summary>The object as its first answer described it; its size is known.</summary>
    StorageEntry Entry { get; }

    /// <summary>Asks once for some bytes. Several calls may be under way, also for the same bytes. The core retries, resumes and splits.</summary>
    /// <param name="span">Which bytes, within the object; at least 1.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The answer; the caller disposes it, at its end or earlier.</returns>
    Task<IRangeBody> OpenAsync(ByteSpan span, CancellationToken cancellationToken);
}
