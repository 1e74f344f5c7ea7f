using System.Buffers.Binary;

namespace Orbit.Storage.Smb.Wire;

/// <summary>The body of requests that say nothing beside their command: LOGOFF, TREE_DISCONNECT, ECHO, CANCEL (MS-SMB2 sections 2.2.7, 2.2.11, 2.2.28, 2.2.30).</summary>
internal static class EmptyBody
{
    public const int Length = 4;

    public static void Write(Span<byte> body) => BinaryPrimitives.WriteUInt16LittleEndian(body, Length);
}
