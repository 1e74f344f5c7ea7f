using System.Buffers.Binary;
using System.Text;
using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb.Double;

/// <summary>One request as it came.</summary>
internal sealed class DoubleRequest(byte[] message, bool isSealed)
{
    public SmbHeader Header { get; } = SmbHeader.Read(message);

    /// <summary>Header and body, padding included.</summary>
    public byte[] Message => message;

    public bool IsSealed => isSealed;

    public SmbCommand Command => Header.Command;

    /// <summary>The ids it takes.</summary>
    public int Charge => Math.Max((ushort)1, Header.CreditCharge);

    public ushort UInt16(int at) => BinaryPrimitives.ReadUInt16LittleEndian(message.AsSpan(SmbHeader.Length + at));

    public uint UInt32(int at) => BinaryPrimitives.ReadUInt32LittleEndian(message.AsSpan(SmbHeader.Length + at));

    public ulong UInt64(int at) => BinaryPrimitives.ReadUInt64LittleEndian(message.AsSpan(SmbHeader.Length + at));

    public FileId FileId(int at) => new(UInt64(at), UInt64(at + sizeof(ulong)));

    /// <summary>Bytes that two fields of the body point to.</summary>
    public byte[] Buffer(uint offset, uint length) => message.AsSpan((int)offset, (int)length).ToArray();

    public string Text(uint offset, uint length) => Encoding.Unicode.GetString(message, (int)offset, (int)length);
}
