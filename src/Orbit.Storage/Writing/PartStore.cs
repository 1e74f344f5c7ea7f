using Orbit.Storage.Transport;

namespace Orbit.Storage.Writing;

/// <summary>Where the bytes of one part are held until the store has taken them. Filled by one caller, then sealed; its last user disposes it, which may happen twice.</summary>
internal abstract class PartStore : IDisposable
{
    /// <summary>How many bytes it holds.</summary>
    public abstract long Length { get; }

    /// <summary>How many bytes may be appended before <see cref="MakeRoomAsync"/>.</summary>
    public abstract long Room { get; }

    public abstract void Append(ReadOnlySpan<byte> bytes);

    /// <summary>Makes room for at least one byte more.</summary>
    public abstract ValueTask MakeRoomAsync(CancellationToken cancellationToken);

    /// <summary>Ends the filling.</summary>
    /// <returns>The part; valid until the store is disposed.</returns>
    public abstract ValueTask<PartContent> SealAsync(int index, long offset, uint? crc32, CancellationToken cancellationToken);

    public abstract void Dispose();
}
