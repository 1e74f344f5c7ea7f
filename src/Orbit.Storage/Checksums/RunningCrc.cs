using System.Buffers.Binary;

namespace Orbit.Storage.Checksums;

/// <summary>A CRC that takes bytes as they pass, and can be joined with that of what follows.</summary>
internal abstract class RunningCrc
{
    /// <summary>The checksum of what has passed; of 32 bits the lower half.</summary>
    public abstract ulong Value { get; }

    /// <summary>Prepares for a kind of checksum.</summary>
    /// <returns>Null where it is no CRC.</returns>
    public static RunningCrc? TryCreate(ChecksumAlgorithm algorithm) => algorithm switch
    {
        ChecksumAlgorithm.Crc32 => new RunningCrc32(),
        ChecksumAlgorithm.Crc32C => new RunningCrc32C(),
        ChecksumAlgorithm.Crc64Nvme => new RunningCrc64Nvme(),
        _ => null,
    };

    /// <summary>What joins checksums of a kind.</summary>
    /// <returns>Null where it is no CRC.</returns>
    public static CrcCombination? TryFindCombination(ChecksumAlgorithm algorithm) => algorithm switch
    {
        ChecksumAlgorithm.Crc32 => CrcCombination.Crc32,
        ChecksumAlgorithm.Crc32C => CrcCombination.Crc32C,
        ChecksumAlgorithm.Crc64Nvme => CrcCombination.Crc64Nvme,
        _ => null,
    };

    /// <summary>Writes a checksum as users and stores see it: most significant byte first.</summary>
    public static ContentChecksum ToChecksum(ChecksumAlgorithm algorithm, ulong value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        return new ContentChecksum(algorithm, algorithm == ChecksumAlgorithm.Crc64Nvme ? bytes : bytes[sizeof(uint)..]);
    }

    /// <summary>Takes the next bytes.</summary>
    public abstract void Append(ReadOnlySpan<byte> bytes);
}
