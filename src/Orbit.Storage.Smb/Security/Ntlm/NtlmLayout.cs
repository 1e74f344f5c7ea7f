using System.Buffers.Binary;
using System.Text;

namespace Orbit.Storage.Smb.Security.Ntlm;

/// <summary>What the three NTLM messages have in common (MS-NLMP section 2.2): the signature, the type, and fields that say where in the message their content is.</summary>
internal static class NtlmLayout
{
    public const int TypeOffset = 8;
    public const int FieldLength = 8;
    public const int VersionLength = 8;

    public static ReadOnlySpan<byte> Signature => "NTLMSSP\0"u8;

    /// <summary>The version that says no more than that the signatures are those of NTLM revision 15, the only one (MS-NLMP section 2.2.2.10).</summary>
    public static ReadOnlySpan<byte> Version => [10, 0, 0, 0, 0, 0, 0, 15];

    public static void WriteStart(Span<byte> message, uint type)
    {
        Signature.CopyTo(message);
        BinaryPrimitives.WriteUInt32LittleEndian(message[TypeOffset..], type);
    }

    /// <summary>Writes a field and its content, and gives the offset behind the content.</summary>
    public static int WriteField(Span<byte> message, int fieldOffset, int contentOffset, ReadOnlySpan<byte> content)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(message[fieldOffset..], checked((ushort)content.Length));
        BinaryPrimitives.WriteUInt16LittleEndian(message[(fieldOffset + 2)..], (ushort)content.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(message[(fieldOffset + 4)..], (uint)contentOffset);
        content.CopyTo(message[contentOffset..]);
        return contentOffset + content.Length;
    }

    /// <summary>Gives a field's content.</summary>
    /// <returns>False where it is not inside the message.</returns>
    public static bool TryReadField(ReadOnlySpan<byte> message, int fieldOffset, out ReadOnlySpan<byte> content)
    {
        int length = BinaryPrimitives.ReadUInt16LittleEndian(message[fieldOffset..]);
        uint offset = BinaryPrimitives.ReadUInt32LittleEndian(message[(fieldOffset + 4)..]);
        content = default;
        if (length == 0)
        {
            return true;
        }

        if (offset > message.Length || length > message.Length - (int)offset)
        {
            return false;
        }

        content = message.Slice((int)offset, length);
        return true;
    }

    /// <summary>Gives a name as NTLM writes it: UTF-16, little endian, no mark.</summary>
    public static byte[] Unicode(string name) => Encoding.Unicode.GetBytes(name);
}
