using System.Buffers.Binary;
using System.Globalization;
using System.IO.Hashing;
using System.Text;

namespace Orbit.Storage.Writing;

/// <summary>
/// A hash of what a store fixes when parts begin: an upload begun with other headers or metadata must not be completed as if it had these.
/// Options of one backend alone are its sink's to compare.
/// </summary>
internal static class WriteDescription
{
    public static string Of(WriteOptions options)
    {
        XxHash128 hash = new();
        Append(hash, options.ContentType);
        Append(hash, options.CacheControl);
        Append(hash, options.ContentDisposition);
        Append(hash, options.ContentEncoding);
        Append(hash, options.ContentLanguage);
        Append(hash, options.Permissions?.ToString("d"));
        Append(hash, options.LastModified?.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture));
        foreach ((string key, string value) in (options.Metadata ?? new Dictionary<string, string>()).OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            Append(hash, key);
            Append(hash, value);
        }

        return hash.GetCurrentHashAsUInt128().ToString("x32", CultureInfo.InvariantCulture);
    }

    // With its length before it, or "a" and "bc" would be "ab" and "c".
    private static void Append(XxHash128 hash, string? text)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, text?.Length ?? -1);
        hash.Append(length);
        hash.Append(Encoding.UTF8.GetBytes(text ?? ""));
    }
}
