using Orbit.Storage.Transport;

namespace Orbit.Storage.Writing;

/// <summary>Where the bytes of one part are held until the store has taken them. Filled by one caller, then sealed; its last user disposes it, which may happen twice.</summary>
internal abstract class PartStore : IDisposable
{
    private const int Kept = 0;
    private const int Lent = 1;
    private const int Disposed = 2;

    private int _state;

    /// <summary>How many bytes it holds.</summary>
    public abstract long Length { get; }

    /// <summary>How many bytes may be appended before <see cref="MakeRoomAsync"/>.</summary>
    public abstract long Room { get; }

    /// <summary>Appends bytes; at most as many as there is <see cref="Room"/> for.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            Memory<byte> free = GetMemory();
            int count = Math.Min(bytes.Length, free.Length);
            bytes[..count].CopyTo(free.Span);
            Advance(count);
            bytes = bytes[count..];
        }
    }

    /// <summary>Lends memory to read into. It stays with the reader until <see cref="TakeBack"/>, also where the store is disposed meanwhile: what is read late must not land in somebody else's part.</summary>
    /// <param name="limit">How many bytes at most.</param>
    /// <returns>At least one byte, where there is <see cref="Room"/>.</returns>
    public Memory<byte> Lend(long limit)
    {
        ObjectDisposedException.ThrowIf(Interlocked.CompareExchange(ref _state, Lent, Kept) != Kept, this);
        Memory<byte> free = GetMemory();
        return free.Length <= limit ? free : free[..(int)limit];
    }

    /// <summary>Ends the loan.</summary>
    /// <param name="count">How many bytes were read, which are appended.</param>
    public void TakeBack(int count)
    {
        if (Interlocked.CompareExchange(ref _state, Kept, Lent) == Lent)
        {
            Advance(count);
        }
        else
        {
            Release();
        }
    }

    /// <summary>Makes room for at least one byte more.</summary>
    public abstract ValueTask MakeRoomAsync(CancellationToken cancellationToken);

    /// <summary>Ends the filling.</summary>
    /// <returns>The part; valid until the store is disposed.</returns>
    public abstract ValueTask<PartContent> SealAsync(int index, long offset, uint? crc32, CancellationToken cancellationToken);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _state, Disposed) == Kept)
        {
            Release();
        }
    }

    /// <summary>Gives free memory behind the bytes, in one piece.</summary>
    protected abstract Memory<byte> GetMemory();

    /// <summary>Counts bytes that were written to the beginning of what <see cref="GetMemory"/> gave.</summary>
    protected abstract void Advance(int count);

    /// <summary>Gives back what the store has; called once.</summary>
    protected abstract void Release();
}
