using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;

namespace Orbit.Storage.S3.Double.Wire;

/// <summary>What is computed of a body while it passes, and its bytes where they are kept.</summary>
internal sealed class BodyDigest(byte[]? kept, bool wantsCrc32) : IDisposable
{
    private IncrementalHash? _md5;
    private IncrementalHash? _sha1;
    private IncrementalHash? _sha256;
    private uint? _crc32C;

    public long Length { get; private set; }

    public uint Crc32 { get; private set; }

    public byte[]? Kept => kept;

    public byte[] Md5 { get; private set; } = [];

    public byte[] Sha256 { get; private set; } = [];

    private byte[] Sha1 { get; set; } = [];

    public void WantMd5() => _md5 ??= IncrementalHash.CreateHash(HashAlgorithmName.MD5);

    public void WantSha256() => _sha256 ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Prepares to check one of S3's checksum headers.</summary>
    public void Want(string checksumHeader)
    {
        switch (checksumHeader)
        {
            case "x-amz-checksum-crc32":
                break;
            case "x-amz-checksum-crc32c":
                _crc32C ??= uint.MaxValue;
                break;
            case "x-amz-checksum-sha1":
                _sha1 ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
                break;
            case "x-amz-checksum-sha256":
                WantSha256();
                break;
            default:
                throw S3Failure.BadRequest("InvalidRequest", $"{checksumHeader} is not known here.");
        }
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (kept is not null)
        {
            if (Length + bytes.Length > kept.Length)
            {
                throw S3Failure.BadRequest("IncompleteBody", "The body is longer than was announced.");
            }

            bytes.CopyTo(kept.AsSpan((int)Length));
        }

        Length += bytes.Length;
        Crc32 = wantsCrc32 ? Content.Crc32.Append(Crc32, bytes) : 0;
        _md5?.AppendData(bytes);
        _sha1?.AppendData(bytes);
        _sha256?.AppendData(bytes);
        if (_crc32C is { } checksum)
        {
            foreach (byte value in bytes)
            {
                checksum = BitOperations.Crc32C(checksum, value);
            }

            _crc32C = checksum;
        }
    }

    public void Finish()
    {
        Md5 = _md5?.GetHashAndReset() ?? [];
        Sha1 = _sha1?.GetHashAndReset() ?? [];
        Sha256 = _sha256?.GetHashAndReset() ?? [];
    }

    /// <summary>The value that one of S3's checksum headers ought to have.</summary>
    public string ValueOf(string checksumHeader) => checksumHeader switch
    {
        "x-amz-checksum-crc32" => Content.Crc32.ToBase64(Crc32),
        "x-amz-checksum-crc32c" => ToBase64(~_crc32C!.Value),
        "x-amz-checksum-sha1" => Convert.ToBase64String(Sha1),
        _ => Convert.ToBase64String(Sha256),
    };

    public void Dispose()
    {
        _md5?.Dispose();
        _sha1?.Dispose();
        _sha256?.Dispose();
    }

    private static string ToBase64(uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return Convert.ToBase64String(bytes);
    }
}
