using System.Buffers.Binary;

namespace Orbit.Storage.Smb.Security.Sealing;

/// <summary>The 52 bytes in front of an encrypted message (MS-SMB2 section 2.2.41): id, tag, nonce, length, flags, session. What follows the tag is authenticated with the message.</summary>
internal static class TransformHeader
{
    /// <summary>Bytes of the header.</summary>
    public const int Length = 52;

    private const uint ProtocolId = 0x424D53FD;
    private const int TagOffset = 4;
    private const int NonceOffset = 20;
    private const int SizeOffset = 36;
    private const int FlagsOffset = 42;
    private const int SessionIdOffset = 44;
    private const ushort EncryptedFlag = 0x0001;

    /// <summary>Says whether a frame is an encrypted message: one that begins like one and has a byte to decrypt.</summary>
    public static bool IsAt(ReadOnlySpan<byte> frame) => frame.Length > Length && BinaryPrimitives.ReadUInt32LittleEndian(frame) == ProtocolId;

    /// <summary>Gives the session that a frame's keys belong to.</summary>
    public static ulong SessionIdOf(ReadOnlySpan<byte> frame) => BinaryPrimitives.ReadUInt64LittleEndian(frame[SessionIdOffset..]);

    internal static Span<byte> TagOf(Span<byte> frame) => frame.Slice(TagOffset, AeadCipher.TagLength);

    internal static Span<byte> NonceOf(Span<byte> frame, int length) => frame.Slice(NonceOffset, length);

    internal static Span<byte> AssociatedOf(Span<byte> frame) => frame[NonceOffset..Length];

    /// <summary>Writes all but nonce and tag, which are left zero.</summary>
    internal static void Write(Span<byte> frame, ulong sessionId)
    {
        frame[..Length].Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(frame, ProtocolId);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[SizeOffset..], (uint)(frame.Length - Length));
        BinaryPrimitives.WriteUInt16LittleEndian(frame[FlagsOffset..], EncryptedFlag);
        BinaryPrimitives.WriteUInt64LittleEndian(frame[SessionIdOffset..], sessionId);
    }

    /// <summary>Says whether the header is whole, for this session and for a message of the frame's length. On 3.0.x the flags are the cipher's number, and the only one is 1 as well.</summary>
    internal static bool IsValid(ReadOnlySpan<byte> frame, ulong sessionId) =>
        IsAt(frame)
        && BinaryPrimitives.ReadUInt16LittleEndian(frame[FlagsOffset..]) == EncryptedFlag
        && BinaryPrimitives.ReadUInt32LittleEndian(frame[SizeOffset..]) == frame.Length - Length
        && SessionIdOf(frame) == sessionId;
}
