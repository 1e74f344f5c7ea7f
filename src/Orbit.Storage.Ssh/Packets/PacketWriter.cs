using System.Buffers.Binary;
using System.Text;

namespace Orbit.Storage.Ssh.Packets;

/// <summary>Puts one packet together: its length first, then its fields in the order in which they are added (draft-ietf-secsh-filexfer-02 section 3).</summary>
internal sealed class PacketWriter
{
    private const int LengthSize = sizeof(uint);

    private byte[] _bytes = new byte[128];
    private int _length = LengthSize;

    public PacketWriter(PacketType type, uint number)
    {
        Take(1)[0] = (byte)type;
        Add(number);
    }

    public PacketWriter Add(uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(Take(sizeof(uint)), value);
        return this;
    }

    public PacketWriter Add(ulong value)
    {
        BinaryPrimitives.WriteUInt64BigEndian(Take(sizeof(ulong)), value);
        return this;
    }

    public PacketWriter Add(ReadOnlySpan<byte> value)
    {
        Add((uint)value.Length);
        value.CopyTo(Take(value.Length));
        return this;
    }

    /// <summary>Adds a name as it travels: a byte in each character.</summary>
    public PacketWriter Add(string wire)
    {
        Add((uint)wire.Length);
        Encoding.Latin1.GetBytes(wire, Take(wire.Length));
        return this;
    }

    /// <summary>The whole packet. Nothing may be added afterwards.</summary>
    public ReadOnlyMemory<byte> Complete()
    {
        BinaryPrimitives.WriteUInt32BigEndian(_bytes, (uint)(_length - LengthSize));
        return _bytes.AsMemory(0, _length);
    }

    private Span<byte> Take(int count)
    {
        if (_length + count > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + count));
        }

        _length += count;
        return _bytes.AsSpan(_length - count, count);
    }
}
