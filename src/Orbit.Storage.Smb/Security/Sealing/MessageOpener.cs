namespace Orbit.Storage.Smb.Security.Sealing;

/// <summary>Decrypts the messages of a session in place. May be used by several threads at a time on different messages; allocates nothing for a message. Whoever makes it disposes it, after its last use.</summary>
/// <param name="cipher">What was agreed.</param>
/// <param name="key">The key of the direction: a client opens with <see cref="SessionKeys.ServerToClient"/>.</param>
/// <param name="sessionId">The session that the key belongs to.</param>
/// <exception cref="PlatformNotSupportedException">The platform lacks the cipher.</exception>
internal sealed class MessageOpener(CipherAlgorithm cipher, ReadOnlySpan<byte> key, ulong sessionId) : IDisposable
{
    private readonly AeadCipher _cipher = AeadCipher.Create(cipher, key);

    /// <summary>Decrypts a frame: afterwards what follows its first 52 bytes is the message, or the messages of a compound.</summary>
    /// <returns>False where the header is wrong, the session another, or the frame was changed; then the frame is of no use, and neither is its connection.</returns>
    public bool TryOpen(Span<byte> frame) =>
        TransformHeader.IsValid(frame, sessionId)
        && _cipher.TryDecrypt(
            TransformHeader.NonceOf(frame, _cipher.NonceLength),
            frame[TransformHeader.Length..],
            TransformHeader.TagOf(frame),
            TransformHeader.AssociatedOf(frame));

    public void Dispose() => _cipher.Dispose();
}
