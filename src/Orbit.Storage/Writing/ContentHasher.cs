using System.IO.Hashing;
using System.Security.Cryptography;
using Orbit.Storage.Checksums;

namespace Orbit.Storage.Writing;

/// <summary>Computes the checksum of a whole content while it passes by in order.</summary>
internal sealed class ContentHasher : IDisposable
{
    private readonly ContentChecksum _expected;
    private readonly RunningCrc? _crc;
    private readonly XxHash3? _quick;
    private readonly IncrementalHash? _cryptographic;

    private ContentHasher(ContentChecksum expected)
    {
        _expected = expected;
        _crc = RunningCrc.TryCreate(expected.Algorithm);
        _quick = expected.Algorithm == ChecksumAlgorithm.XxHash3 ? new XxHash3() : null;
        _cryptographic = _crc is not null || _quick is not null
            ? null
            : IncrementalHash.CreateHash(expected.Algorithm == ChecksumAlgorithm.Md5 ? HashAlgorithmName.MD5 : HashAlgorithmName.SHA256);
    }

    /// <summary>Prepares for what is promised; null where nothing is.</summary>
    public static ContentHasher? For(ContentChecksum? expected) => expected is null ? null : new ContentHasher(expected);

    public void Append(ReadOnlySpan<byte> bytes)
    {
        _crc?.Append(bytes);
        _quick?.Append(bytes);
        _cryptographic?.AppendData(bytes);
    }

    /// <summary>Compares all bytes so far with the promise.</summary>
    /// <returns>The fault, or null where they agree.</returns>
    public StorageFault? Verify()
    {
        ContentChecksum actual = Current();
        return actual.Equals(_expected)
            ? null
            : new StorageFault(StorageErrorKind.ChecksumMismatch, $"the content has the checksum {actual} where {_expected} was promised; the target was left as it was.");
    }

    public void Dispose() => _cryptographic?.Dispose();

    private ContentChecksum Current() => _crc is not null
        ? RunningCrc.ToChecksum(_expected.Algorithm, _crc.Value)
        : new ContentChecksum(_expected.Algorithm, _quick?.GetCurrentHash() ?? _cryptographic!.GetCurrentHash());
}
