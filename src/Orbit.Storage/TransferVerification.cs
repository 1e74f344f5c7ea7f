namespace Orbit.Storage;

/// <summary>How it is made sure that a copy has arrived as it was.</summary>
public enum TransferVerification
{
    /// <summary>The bytes are counted at both ends, and checksums that cost nothing are compared: the source's own, where it gives one of the whole content.</summary>
    Length = 0,

    /// <summary>
    /// Checksums are compared end to end. Where the target checks what it receives (<see cref="StorageCapabilities.PartChecksums"/>), that is before the copy shows, and a
    /// mismatch leaves the target as it was. Elsewhere the checksum that the target keeps is compared with that of the bytes read or, where it keeps none, the copy is read back and its XXH3 compared:
    /// it shows by then, and on a mismatch it is deleted.
    /// </summary>
    Checksum,
}
