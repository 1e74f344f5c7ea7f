namespace Orbit.Storage.Transport;

/// <summary>A sink that can read back what it has written before that is published: the hidden sibling of a file, as the store has it now.</summary>
public interface IReadBackSink : IPartSink
{
    /// <summary>
    /// Reads bytes of parts whose <see cref="IPartSink.WritePartAsync"/> has returned, or that an earlier sink wrote. Called for several spans at once, also while other parts are written, and before
    /// <see cref="IPartSink.CompleteAsync"/>.
    /// </summary>
    /// <param name="span">Which bytes; at least 1.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The bytes; fewer where the store has not got them all. The caller disposes it.</returns>
    Task<IRangeBody> ReadBackAsync(ByteSpan span, CancellationToken cancellationToken);
}
