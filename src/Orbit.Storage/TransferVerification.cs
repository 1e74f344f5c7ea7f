namespace Orbit.Storage;

/// <summary>How it is made sure that a copy has arrived as it was.</summary>
public enum TransferVerification
{
    /// <summary>The bytes are counted at both ends, and what is read is compared with the checksum that the source keeps of it, where it keeps a quick one.</summary>
    Length = 0,

    /// <summary>
    /// Checksums are compared end to end. Where the target checks what it receives (<see cref="StorageCapabilities.PartChecksums"/>) or can be read back in time (<see cref="StorageCapabilities.ReadBack"/>),
    /// that is before the copy shows, and a mismatch leaves the target as it was. Elsewhere the copy is read back and the XXH3 of both compared: it shows by then, and on a mismatch it is deleted. Within one backend, the
    /// checksums that it keeps of both are compared or, where it keeps none, the XXH3 of both, which are read for it.
    /// </summary>
    Checksum,
}
