using System.IO.Hashing;
using System.Security.Cryptography;

namespace Orbit.Storage.Testing.Content;

/// <summary>Checksums of patterned content, computed apart from the engine under test.</summary>
public static class ContentChecksums
{
    /// <summary>Computes a checksum of the whole content.</summary>
    /// <param name="content">The content.</param>
    /// <param name="algorithm">How.</param>
    public static ContentChecksum Checksum(this PatternedContent content, ChecksumAlgorithm algorithm)
    {
        ArgumentNullException.ThrowIfNull(content);
        return algorithm switch
        {
            ChecksumAlgorithm.Md5 => Cryptographic(content, algorithm, HashAlgorithmName.MD5),
            ChecksumAlgorithm.Sha256 => Cryptographic(content, algorithm, HashAlgorithmName.SHA256),
            ChecksumAlgorithm.XxHash3 => NonCryptographic(content, algorithm, new XxHash3(), isLittleEndian: false),
            // System.IO.Hashing writes CRC-32 with its least significant byte first.
            ChecksumAlgorithm.Crc32 => NonCryptographic(content, algorithm, new Crc32(), isLittleEndian: true),
            ChecksumAlgorithm.Crc32C => NonCryptographic(content, algorithm, new ReflectedCrc(0x82F63B78, sizeof(uint)), isLittleEndian: false),
            ChecksumAlgorithm.Crc64Nvme => NonCryptographic(content, algorithm, new ReflectedCrc(0x9A6C9329AC4BC9B5, sizeof(ulong)), isLittleEndian: false),
            _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, "This is no checksum algorithm."),
        };
    }

    private static ContentChecksum Cryptographic(PatternedContent content, ChecksumAlgorithm algorithm, HashAlgorithmName name)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(name);
        Walk(content, hash, static (hash, bytes) => hash.AppendData(bytes));
        return new ContentChecksum(algorithm, hash.GetHashAndReset());
    }

    private static ContentChecksum NonCryptographic(PatternedContent content, ChecksumAlgorithm algorithm, NonCryptographicHashAlgorithm hash, bool isLittleEndian)
    {
        Walk(content, hash, static (hash, bytes) => hash.Append(bytes));
        byte[] value = hash.GetCurrentHash();
        if (isLittleEndian)
        {
            Array.Reverse(value);
        }

        return new ContentChecksum(algorithm, value);
    }

    private static void Walk<THash>(PatternedContent content, THash hash, Action<THash, byte[]> append)
    {
        byte[] buffer = new byte[64 * 1024];
        for (long offset = 0; offset < content.Length; offset += buffer.Length)
        {
            byte[] piece = content.Length - offset < buffer.Length ? new byte[content.Length - offset] : buffer;
            content.Fill(offset, piece);
            append(hash, piece);
        }
    }
}
