namespace Orbit.Storage.Smb.Security.Signing;

/// <summary>How messages are signed, with the numbers of MS-SMB2 section 2.2.3.1.7.</summary>
internal enum SigningAlgorithm : ushort
{
    /// <summary>The only one of 2.1.</summary>
    HmacSha256 = 0,

    /// <summary>The only one of 3.0 and 3.0.2, and that of 3.1.1 where no signing context was agreed.</summary>
    AesCmac = 1,

    /// <summary>The fastest; by agreement, on 3.1.1 alone.</summary>
    AesGmac = 2,
}
