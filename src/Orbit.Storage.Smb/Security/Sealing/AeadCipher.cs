using System.Security.Cryptography;

namespace Orbit.Storage.Smb.Security.Sealing;

/// <summary>Encrypts and decrypts in place with one key. May be used by several threads at a time.</summary>
internal abstract class AeadCipher : IDisposable
{
    /// <summary>Bytes of a tag.</summary>
    public const int TagLength = 16;

    /// <summary>Bytes of a nonce: 12 for GCM, 11 for CCM (MS-SMB2 section 2.2.41).</summary>
    public abstract int NonceLength { get; }

    /// <param name="cipher">What was agreed.</param>
    /// <param name="key">As long as the cipher takes; copied.</param>
    /// <exception cref="PlatformNotSupportedException">The platform lacks the cipher.</exception>
    public static AeadCipher Create(CipherAlgorithm cipher, ReadOnlySpan<byte> key)
    {
        if (!cipher.IsSupported())
        {
            throw new PlatformNotSupportedException(cipher.IsCcm()
                ? "This platform has no AES-CCM, which is all that SMB 3.0 and 3.0.2 encrypt with. Let the server speak 3.1.1 with AES-GCM, or install OpenSSL."
                : "This platform has no AES-GCM. Let the server offer AES-CCM.");
        }

        return cipher.IsCcm() ? new CcmCipher(key) : new GcmCipher(key);
    }

    /// <summary>Encrypts <paramref name="content"/> in place and writes its tag.</summary>
    public abstract void Encrypt(ReadOnlySpan<byte> nonce, Span<byte> content, Span<byte> tag, ReadOnlySpan<byte> associated);

    /// <summary>Decrypts <paramref name="content"/> in place.</summary>
    /// <returns>False where the tag is another; then the content is of no use.</returns>
    public bool TryDecrypt(ReadOnlySpan<byte> nonce, Span<byte> content, ReadOnlySpan<byte> tag, ReadOnlySpan<byte> associated)
    {
        try
        {
            Decrypt(nonce, content, tag, associated);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Decrypt(ReadOnlySpan<byte> nonce, Span<byte> content, ReadOnlySpan<byte> tag, ReadOnlySpan<byte> associated);

    /// <summary>Erases the key.</summary>
    protected abstract void Dispose(bool disposing);
}
