using System.Collections.Frozen;
using Amazon.S3.Model;

namespace Orbit.Storage.S3;

/// <summary>Makes entries of what the headers of a GET or a HEAD say.</summary>
internal static class S3EntryReader
{
    private const string MetadataPrefix = "x-amz-meta-";

    public static StorageEntry Read(GetObjectResponse answer, StoragePath path, long size) => Read(path, size, answer.Headers, answer.Metadata, new Facts
    {
        ETag = answer.ETag,
        LastModified = answer.LastModified,
        VersionId = answer.VersionId,
        Checksum = answer.ChecksumType == Amazon.S3.ChecksumType.FULL_OBJECT ? Checksum(answer.ChecksumCRC32, answer.ChecksumCRC64NVME, answer.ChecksumCRC32C) : null,
    });

    public static StorageEntry Read(GetObjectMetadataResponse answer, StoragePath path) => Read(path, answer.ContentLength, answer.Headers, answer.Metadata, new Facts
    {
        ETag = answer.ETag,
        LastModified = answer.LastModified,
        VersionId = answer.VersionId,
        Checksum = answer.ChecksumType == Amazon.S3.ChecksumType.FULL_OBJECT ? Checksum(answer.ChecksumCRC32, answer.ChecksumCRC64NVME, answer.ChecksumCRC32C) : null,
    });

    // Headers have whole seconds and some listings have more; the same object must show the same time in both.
    public static DateTimeOffset? Utc(DateTime? time) =>
        time?.ToUniversalTime() is { } known ? new DateTimeOffset(known.AddTicks(-(known.Ticks % TimeSpan.TicksPerSecond))) : null;

    private static StorageEntry Read(StoragePath path, long size, HeadersCollection headers, MetadataCollection metadata, in Facts facts) => new(path, StorageEntryKind.File)
    {
        Size = size,
        ETag = S3ETag.Read(facts.ETag),
        LastModified = Utc(facts.LastModified),
        VersionId = facts.VersionId,
        ContentType = headers.ContentType,
        CacheControl = headers.CacheControl,
        ContentDisposition = headers.ContentDisposition,
        ContentEncoding = headers.ContentEncoding,
        ContentLanguage = headers.ContentLanguage,
        Metadata = metadata.Count == 0 ? FrozenDictionary<string, string>.Empty : metadata.Keys.ToDictionary(
            static key => key.StartsWith(MetadataPrefix, StringComparison.OrdinalIgnoreCase) ? key[MetadataPrefix.Length..] : key,
            key => S3Metadata.Decode(metadata[key]),
            StringComparer.OrdinalIgnoreCase),
        Checksum = facts.Checksum,
    };

    // A store keeps one of them; the cheapest comes first.
    private static ContentChecksum? Checksum(string? crc32, string? crc64Nvme, string? crc32C) =>
        Checksum(ChecksumAlgorithm.Crc32, crc32, sizeof(uint)) ?? Checksum(ChecksumAlgorithm.Crc64Nvme, crc64Nvme, sizeof(ulong)) ?? Checksum(ChecksumAlgorithm.Crc32C, crc32C, sizeof(uint));

    private static ContentChecksum? Checksum(ChecksumAlgorithm algorithm, string? base64, int length)
    {
        Span<byte> value = stackalloc byte[sizeof(ulong)];
        return base64 is not null && Convert.TryFromBase64String(base64, value, out int count) && count == length ? new ContentChecksum(algorithm, value[..length]) : null;
    }

    private readonly struct Facts
    {
        public string? ETag { get; init; }

        public DateTime? LastModified { get; init; }

        public string? VersionId { get; init; }

        public ContentChecksum? Checksum { get; init; }
    }
}
