using System.Buffers.Binary;

namespace Orbit.Storage.Smb.Security.Sealing;

/// <summary>
/// Gives every message of a key a nonce of its own: a random prefix, then a counter of 64 bits. A nonce used twice would give away the authentication key, so the counter never starts again.
/// May be used by several threads at a time.
/// </summary>
internal sealed class NonceCounter
{
    // So far from the end that calls which are refused, each of which counts, do not reach it either.
    private const ulong End = ulong.MaxValue - uint.MaxValue;

    private readonly byte[] _prefix;
    private ulong _next;

    /// <param name="length">Bytes of a nonce, 9 at least.</param>
    /// <param name="random">Fills the prefix.</param>
    /// <param name="first">The counter's first value.</param>
    public NonceCounter(int length, RandomFill random, ulong first = 0)
    {
        _prefix = new byte[length - sizeof(ulong)];
        random(_prefix);
        _next = first;
    }

    /// <summary>Writes the next nonce.</summary>
    /// <exception cref="InvalidOperationException">The counter is at its end; only a new session has a new key.</exception>
    public void Next(Span<byte> nonce)
    {
        ulong value = Interlocked.Increment(ref _next) - 1;
        if (value >= End)
        {
            throw new InvalidOperationException("The session's key has encrypted all the messages that it can. Begin a new session.");
        }

        _prefix.CopyTo(nonce);
        BinaryPrimitives.WriteUInt64LittleEndian(nonce[_prefix.Length..], value);
    }
}
