using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Orbit.Storage.Smb.Security.Signing;

/// <summary>
/// Signs messages and verifies signatures with one key, as MS-SMB2 section 3.1.4.1 says. A message is one SMB2 header with its body and, in a compound, the padding up to the next header.
/// May be used by several threads at a time on different messages; allocates nothing for a message. Whoever makes it disposes it, after its last use.
/// </summary>
internal abstract class MessageSigner : IDisposable
{
    /// <summary>Bytes of a signature.</summary>
    public const int SignatureLength = 16;

    private const int HeaderLength = 64;
    private const int FlagsOffset = 16;
    private const int SignatureOffset = 48;
    private const uint SignedFlag = 0x00000008;

    /// <summary>Makes the signer for an algorithm.</summary>
    /// <param name="algorithm">What was agreed.</param>
    /// <param name="key">16 bytes, which are copied.</param>
    public static MessageSigner Create(SigningAlgorithm algorithm, ReadOnlySpan<byte> key) => algorithm switch
    {
        SigningAlgorithm.HmacSha256 => new HmacSigner(key),
        SigningAlgorithm.AesCmac => new CmacSigner(key),
        SigningAlgorithm.AesGmac => new GmacSigner(key),
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, "No such signing algorithm."),
    };

    /// <summary>Sets the flag that says that the message is signed, and its signature.</summary>
    /// <exception cref="ArgumentException">The message is shorter than a header.</exception>
    public void Sign(Span<byte> message)
    {
        Span<byte> signature = SignatureOf(message);
        Span<byte> flags = message.Slice(FlagsOffset, sizeof(uint));
        BinaryPrimitives.WriteUInt32LittleEndian(flags, BinaryPrimitives.ReadUInt32LittleEndian(flags) | SignedFlag);
        signature.Clear();
        Span<byte> computed = stackalloc byte[SignatureLength];
        Compute(message, computed);
        computed.CopyTo(signature);
    }

    /// <summary>Says whether the signature is that of the message, whatever its flags say. The signature is taken out meanwhile and put back, since the algorithms need the message in one piece.</summary>
    /// <returns>False for a message without signature, with a wrong one, or shorter than a header.</returns>
    public bool Verify(Span<byte> message)
    {
        if (message.Length < HeaderLength)
        {
            return false;
        }

        Span<byte> signature = SignatureOf(message);
        Span<byte> received = stackalloc byte[SignatureLength];
        signature.CopyTo(received);
        signature.Clear();
        Span<byte> computed = stackalloc byte[SignatureLength];
        Compute(message, computed);
        received.CopyTo(signature);
        return CryptographicOperations.FixedTimeEquals(computed, received);
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Computes the signature of a message whose signature field is zero.</summary>
    protected abstract void Compute(ReadOnlySpan<byte> message, Span<byte> signature);

    /// <summary>Erases the key.</summary>
    protected abstract void Dispose(bool disposing);

    private static Span<byte> SignatureOf(Span<byte> message) => message.Length < HeaderLength
        ? throw new ArgumentException("A message has at least a header of 64 bytes.", nameof(message))
        : message.Slice(SignatureOffset, SignatureLength);
}
