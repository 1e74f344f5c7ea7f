using System.IO.Hashing;
using System.Security.Cryptography;

namespace Orbit.Storage.Writing;

/// <summary>Computes the checksum of a whole content while it passes by in order.</summary>
internal sealed class ContentHasher : IDisposable
{
    private readonly ContentChecksum _expected;
    private readonly NonCryptographicHashAlgorithm? _quick;
    private readonly IncrementalHash? _cryptographic;

    private ContentHasher(ContentChecksum expected)
    {
        _expected = expected;
        _quick = expected.Algorithm switch
        {
            ChecksumAlgorithm.Crc32 => new Crc32(),
            ChecksumAlgorithm.XxHash3 => new XxHash3(),
            _ => null,
        };
        _cryptographic = _quick is not null
            ? null
            : IncrementalHash.CreateHash(expected.Algorithm == ChecksumAlgorithm.Md5 ? HashAlgorithmName.MD5 : HashAlgorithmName.SHA256);
    }

    /// <summary>Prepares for what is promised; null where nothing is.</summary>
    public static ContentHasher? For(ContentChecksum? expected) => expected is null ? null : new ContentHasher(expected);

    public void Append(ReadOnlySpan<byte> bytes)
    {
        _quick?.Append(bytes);
        _cryptographic?.AppendData(bytes);
    }

    /// <summary>Compares all bytes so far with the promise.</summary>
    /// <returns>The fault, or null where they agree.</returns>
    public StorageFault? Verify()
    {
        ContentChecksum actual = new(_expected.Algorithm, Current());
        return actual.Equals(_expected)
            ? null
            : new StorageFault(StorageErrorKind.ChecksumMismatch, $"the content has the checksum {actual} where {_expected} was promised; the target was left as it was.");
    }

    public void Dispose() => _cryptographic?.Dispose();

    // CRC-32 comes least significant byte first; checksums here, and in S3's headers, are the other way round.
    private byte[] Current()
    {
        byte[] hash = _quick?.GetCurrentHash() ?? _cryptographic!.GetCurrentHash();
        if (_expected.Algorithm == ChecksumAlgorithm.Crc32)
        {
            hash.AsSpan().Reverse();
        }

        return hash;
    }
}
