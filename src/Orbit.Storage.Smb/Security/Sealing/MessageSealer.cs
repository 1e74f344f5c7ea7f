namespace Orbit.Storage.Smb.Security.Sealing;

/// <summary>Encrypts the messages of a session in place. May be used by several threads at a time on different messages; allocates nothing for a message. Whoever makes it disposes it, after its last use.</summary>
internal sealed class MessageSealer : IDisposable
{
    /// <summary>Bytes to leave free in front of a message.</summary>
    public const int HeaderLength = TransformHeader.Length;

    private readonly AeadCipher _cipher;
    private readonly NonceCounter _nonces;
    private readonly ulong _sessionId;

    /// <param name="cipher">What was agreed.</param>
    /// <param name="key">The key of the direction: a client seals with <see cref="SessionKeys.ClientToServer"/>.</param>
    /// <param name="sessionId">The session that the key belongs to.</param>
    /// <param name="random">Fills the prefix of the nonces.</param>
    /// <param name="firstNonce">The first value of their counter.</param>
    /// <exception cref="PlatformNotSupportedException">The platform lacks the cipher.</exception>
    public MessageSealer(CipherAlgorithm cipher, ReadOnlySpan<byte> key, ulong sessionId, RandomFill random, ulong firstNonce = 0)
    {
        _cipher = AeadCipher.Create(cipher, key);
        _nonces = new NonceCounter(_cipher.NonceLength, random, firstNonce);
        _sessionId = sessionId;
    }

    /// <summary>Writes the header into the first 52 bytes and encrypts the rest: one message, or the messages of a compound with their padding.</summary>
    /// <exception cref="ArgumentException">There is nothing behind the header.</exception>
    /// <exception cref="InvalidOperationException">The key's nonces are used up.</exception>
    public void Seal(Span<byte> frame)
    {
        if (frame.Length <= HeaderLength)
        {
            throw new ArgumentException("There is nothing to encrypt behind the header.", nameof(frame));
        }

        TransformHeader.Write(frame, _sessionId);
        Span<byte> nonce = TransformHeader.NonceOf(frame, _cipher.NonceLength);
        _nonces.Next(nonce);
        _cipher.Encrypt(nonce, frame[HeaderLength..], TransformHeader.TagOf(frame), TransformHeader.AssociatedOf(frame));
    }

    public void Dispose() => _cipher.Dispose();
}
