using System.Buffers.Binary;
using System.Text;

namespace Orbit.Storage.Ssh.Packets;

/// <summary>Takes a packet apart. A field that reaches beyond the packet is a breach of the protocol, and is told as such.</summary>
internal ref struct PacketReader(ReadOnlySpan<byte> packet)
{
    private ReadOnlySpan<byte> _rest = packet;

    public readonly bool IsAtEnd => _rest.IsEmpty;

    public byte ReadByte() => Take(1)[0];

    public uint ReadUInt32() => BinaryPrimitives.ReadUInt32BigEndian(Take(sizeof(uint)));

    public ulong ReadUInt64() => BinaryPrimitives.ReadUInt64BigEndian(Take(sizeof(ulong)));

    public ReadOnlySpan<byte> ReadBytes() => Take(ReadUInt32());

    /// <summary>Reads a name as it travels: a byte in each character.</summary>
    public string ReadText() => Encoding.Latin1.GetString(ReadBytes());

    private ReadOnlySpan<byte> Take(uint count)
    {
        if (count > _rest.Length)
        {
            throw new InvalidDataException("A packet of the server ends within a field.");
        }

        ReadOnlySpan<byte> taken = _rest[..(int)count];
        _rest = _rest[(int)count..];
        return taken;
    }
}
