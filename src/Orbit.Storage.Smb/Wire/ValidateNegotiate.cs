using System.Buffers.Binary;

namespace Orbit.Storage.Smb.Wire;

/// <summary>Asks again, signed, what NEGOTIATE agreed unsigned (MS-SMB2 sections 2.2.31.4 and 2.2.32.6).</summary>
internal static class ValidateNegotiate
{
    public const int ResponseLength = 24;

    private const int FixedLength = 24;

    public static byte[] Write(in NegotiateRequest sent)
    {
        byte[] input = new byte[FixedLength + (sent.Dialects.Length * sizeof(ushort))];
        BinaryPrimitives.WriteUInt32LittleEndian(input, (uint)sent.Capabilities);
        sent.ClientGuid.TryWriteBytes(input.AsSpan(4));
        BinaryPrimitives.WriteUInt16LittleEndian(input.AsSpan(20), (ushort)sent.SecurityMode);
        BinaryPrimitives.WriteUInt16LittleEndian(input.AsSpan(22), (ushort)sent.Dialects.Length);
        for (int i = 0; i < sent.Dialects.Length; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(input.AsSpan(FixedLength + (i * sizeof(ushort))), (ushort)sent.Dialects.Span[i]);
        }

        return input;
    }

    /// <summary>Says whether the server tells the same as before.</summary>
    public static bool IsSame(ReadOnlySpan<byte> output, NegotiatedCapabilities capabilities, Guid server, SecurityMode mode, SmbDialect dialect) =>
        output.Length >= ResponseLength
        && BinaryPrimitives.ReadUInt32LittleEndian(output) == (uint)capabilities
        && new Guid(output.Slice(4, 16)) == server
        && BinaryPrimitives.ReadUInt16LittleEndian(output[20..]) == (ushort)mode
        && BinaryPrimitives.ReadUInt16LittleEndian(output[22..]) == (ushort)dialect;
}
