using System.Buffers;
using System.Security.Cryptography;
using Amazon.S3.Model;
using Orbit.Storage.Transport;

namespace Orbit.Storage.S3.Writing;

/// <summary>What all parts of an upload come to: the list that publishes them, the whole's checksum, and the entity tag that the store is going to give it.</summary>
internal sealed class UploadedParts
{
    private const int TagBytes = 16;
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    private UploadedParts(List<PartETag> tags, long length, uint? crc32)
    {
        Tags = tags;
        Length = length;
        Crc32 = crc32;
    }

    public List<PartETag> Tags { get; }

    public long Length { get; }

    /// <summary>The whole object's, where every part has its own.</summary>
    public uint? Crc32 { get; }

    public static UploadedParts Of(UploadRequests requests, IReadOnlyList<PartReceipt> receipts)
    {
        List<PartETag> tags = new(receipts.Count);
        long length = 0;
        uint? crc32 = 0;
        foreach (PartReceipt receipt in receipts)
        {
            tags.Add(new PartETag(receipt.Index + 1, receipt.ETag) { ChecksumCRC32 = requests.ChecksumOf(receipt.Crc32) });
            length += receipt.Length;
            crc32 = crc32 is { } first && receipt.Crc32 is { } second ? Crc32Combination.Combine(first, second, receipt.Length) : null;
        }

        return new UploadedParts(tags, length, crc32);
    }

    /// <summary>
    /// The tag that multipart objects have in practice everywhere: the MD5 of the parts' MD5s, and their number. Null where the parts' tags are no MD5s, as under
    /// encryption with a key of one's own; and since no contract promises it, what differs from it proves nothing.
    /// </summary>
    public string? FindExpectedETag()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        foreach (PartETag tag in Tags)
        {
            string? digits = S3ETag.Read(tag.ETag);
            if (digits?.Length != 2 * TagBytes || digits.AsSpan().ContainsAnyExcept(HexDigits))
            {
                return null;
            }

            hash.AppendData(Convert.FromHexString(digits));
        }

        return $"{Convert.ToHexString(hash.GetHashAndReset()).ToLowerInvariant()}-{Tags.Count}";
    }
}
