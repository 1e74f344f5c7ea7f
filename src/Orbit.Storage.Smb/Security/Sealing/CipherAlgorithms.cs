using System.Security.Cryptography;

namespace Orbit.Storage.Smb.Security.Sealing;

/// <summary>What a cipher asks for and whether this platform has it.</summary>
internal static class CipherAlgorithms
{
    /// <summary>Every cipher, the one to prefer first: GCM costs a third of CCM, and 256 bits cost it nothing.</summary>
    public static ReadOnlySpan<CipherAlgorithm> ByPreference =>
        [CipherAlgorithm.Aes256Gcm, CipherAlgorithm.Aes128Gcm, CipherAlgorithm.Aes256Ccm, CipherAlgorithm.Aes128Ccm];

    /// <summary>Bytes of the key.</summary>
    public static int KeyLength(this CipherAlgorithm cipher) => cipher is CipherAlgorithm.Aes256Ccm or CipherAlgorithm.Aes256Gcm ? 32 : 16;

    public static bool IsCcm(this CipherAlgorithm cipher) => cipher is CipherAlgorithm.Aes128Ccm or CipherAlgorithm.Aes256Ccm;

    /// <summary>Whether the platform has it: CCM is lacking on macOS without OpenSSL, and in browsers both are.</summary>
    public static bool IsSupported(this CipherAlgorithm cipher) => cipher.IsCcm() ? AesCcm.IsSupported : AesGcm.IsSupported;
}
