using System.Buffers.Binary;
using System.Globalization;
using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;

namespace Orbit.Storage.S3;

/// <summary>
/// What a journal keeps of a multipart upload: its id, where it is, and with what of S3's own options it was begun. Bucket, key and options are
/// hashes: they are only compared, and a customer's key must not stand in a file.
/// </summary>
internal sealed class S3ResumeToken
{
    private readonly string _place;
    private readonly string _options;

    private S3ResumeToken(string place, string options, string uploadId)
    {
        _place = place;
        _options = options;
        UploadId = uploadId;
    }

    public string UploadId { get; }

    public static S3ResumeToken Of(S3Store store, string key, S3WriteOptions options, string uploadId) => new(
        Hash(store.Bucket, key),
        Hash(
            store.Profile.Checksums ? "crc32" : null,
            options.StorageClass,
            options.ServerSideEncryption,
            options.KmsKeyId,
            options.CustomerKey is { } secret ? Convert.ToHexString(SHA256.HashData(secret)) : null,
            options.CannedAcl,
            Joined(options.Tags)),
        uploadId);

    /// <summary>Reads a token.</summary>
    /// <returns>Null where the text is none.</returns>
    public static S3ResumeToken? TryParse(string text) => text.Split(' ', 3) is [{ Length: > 0 } place, { Length: > 0 } options, { Length: > 0 } id] ? new S3ResumeToken(place, options, id) : null;

    public bool IsOfThatObject(S3ResumeToken other) => _place == other._place;

    public bool IsOfThatWrite(S3ResumeToken other) => IsOfThatObject(other) && _options == other._options;

    public override string ToString() => $"{_place} {_options} {UploadId}";

    private static string? Joined(IReadOnlyDictionary<string, string>? tags) => tags is null
        ? null
        : string.Concat(tags.OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => $"{tag.Key.Length}:{tag.Key}{tag.Value.Length}:{tag.Value}"));

    // Each text with its length before it, or "a" and "bc" would be "ab" and "c".
    private static string Hash(params ReadOnlySpan<string?> texts)
    {
        XxHash128 hash = new();
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (string? text in texts)
        {
            BinaryPrimitives.WriteInt32LittleEndian(length, text?.Length ?? -1);
            hash.Append(length);
            hash.Append(Encoding.UTF8.GetBytes(text ?? ""));
        }

        return hash.GetCurrentHashAsUInt128().ToString("x32", CultureInfo.InvariantCulture);
    }
}
