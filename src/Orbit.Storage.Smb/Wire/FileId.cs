using System.Buffers.Binary;

namespace Orbit.Storage.Smb.Wire;

/// <summary>What a server calls an open file (MS-SMB2 section 2.2.14.1).</summary>
/// <param name="Persistent">The half that outlives the connection, where anything does.</param>
/// <param name="Volatile">The half of this connection.</param>
internal readonly record struct FileId(ulong Persistent, ulong Volatile)
{
    /// <summary>Bytes of it.</summary>
    public const int Length = 16;

    /// <summary>In a compound, the file that the request before has opened (MS-SMB2 section 3.2.4.1.4).</summary>
    public static FileId OfCompound { get; } = new(ulong.MaxValue, ulong.MaxValue);

    public void Write(Span<byte> to)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(to, Persistent);
        BinaryPrimitives.WriteUInt64LittleEndian(to[sizeof(ulong)..], Volatile);
    }
}
