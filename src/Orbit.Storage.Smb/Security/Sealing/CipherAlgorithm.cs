namespace Orbit.Storage.Smb.Security.Sealing;

/// <summary>How messages are encrypted, with the numbers of MS-SMB2 section 2.2.3.1.2.</summary>
internal enum CipherAlgorithm : ushort
{
    /// <summary>The only one of 3.0 and 3.0.2.</summary>
    Aes128Ccm = 1,

    /// <summary>The fastest of all, signing with CMAC or HMAC included.</summary>
    Aes128Gcm = 2,

    Aes256Ccm = 3,

    Aes256Gcm = 4,
}
