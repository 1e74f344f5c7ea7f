namespace Orbit.Storage;

/// <summary>How a checksum is computed.</summary>
public enum ChecksumAlgorithm
{
    /// <summary>CRC-32 (ISO 3309, ITU-T V.42), four bytes, most significant first.</summary>
    Crc32 = 0,

    /// <summary>MD5 (RFC 1321), 16 bytes. Against accidents, not against attackers.</summary>
    Md5,

    /// <summary>SHA-256 (FIPS 180-4), 32 bytes.</summary>
    Sha256,

    /// <summary>XXH3, 64 bits, seed 0, eight bytes, most significant first. The fastest here; against accidents only.</summary>
    XxHash3,

    /// <summary>CRC-32C (Castagnoli, RFC 9260 appendix A), four bytes, most significant first.</summary>
    Crc32C,

    /// <summary>CRC-64/NVME (NVM Express, NVM command set specification, section 5.2.1.3.4), eight bytes, most significant first.</summary>
    Crc64Nvme,
}
