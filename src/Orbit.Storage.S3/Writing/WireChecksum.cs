using System.Buffers.Binary;

namespace Orbit.Storage.S3.Writing;

/// <summary>A CRC-32 as headers carry it: its bytes, most significant first, in base64 (API reference, <c>x-amz-checksum-crc32</c>).</summary>
internal static class WireChecksum
{
    public static string Write(uint crc32)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, crc32);
        return Convert.ToBase64String(bytes);
    }

    /// <summary>Reads it; null where there is none of this form.</summary>
    public static uint? Read(string? base64)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        return base64 is { Length: 8 } && Convert.TryFromBase64String(base64, bytes, out int count) && count == sizeof(uint) ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : null;
    }
}
