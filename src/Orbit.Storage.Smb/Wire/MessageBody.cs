using System.Buffers.Binary;

namespace Orbit.Storage.Smb.Wire;

/// <summary>What follows an answer's header, as structures read it: the fixed part is there, and what it points to lies within the message.</summary>
internal readonly ref struct MessageBody
{
    private readonly ReadOnlySpan<byte> _message;

    /// <param name="message">The whole message, header included; the padding of a compound may follow.</param>
    /// <param name="structureSize">What the structure must say of itself; its last bit stands for the variable part and counts no byte (MS-SMB2 section 2.2.1).</param>
    /// <exception cref="SmbProtocolException">It is another structure, or cut short.</exception>
    public MessageBody(ReadOnlySpan<byte> message, ushort structureSize)
    {
        if (message.Length < SmbHeader.Length + (structureSize & ~1) || BinaryPrimitives.ReadUInt16LittleEndian(message[SmbHeader.Length..]) != structureSize)
        {
            throw new SmbProtocolException($"An answer is cut short, or not the structure of {structureSize} bytes that was to come.");
        }

        _message = message;
    }

    public byte Byte(int at) => _message[SmbHeader.Length + at];

    public ushort UInt16(int at) => BinaryPrimitives.ReadUInt16LittleEndian(_message[(SmbHeader.Length + at)..]);

    public uint UInt32(int at) => BinaryPrimitives.ReadUInt32LittleEndian(_message[(SmbHeader.Length + at)..]);

    public ulong UInt64(int at) => BinaryPrimitives.ReadUInt64LittleEndian(_message[(SmbHeader.Length + at)..]);

    public Guid Guid(int at) => new(_message.Slice(SmbHeader.Length + at, 16));

    public FileId FileId(int at) => new(UInt64(at), UInt64(at + sizeof(ulong)));

    /// <summary>Bytes that the fixed part points to.</summary>
    /// <param name="offset">From the header's first byte; of no meaning where the length is 0.</param>
    /// <param name="length">How many.</param>
    /// <exception cref="SmbProtocolException">They do not lie within the message.</exception>
    public ReadOnlySpan<byte> Buffer(uint offset, uint length) => length == 0 ? [] : _message.Slice(CheckBuffer(offset, length), (int)length);

    /// <summary>Gives the place of such bytes.</summary>
    /// <exception cref="SmbProtocolException">They do not lie within the message.</exception>
    public int CheckBuffer(uint offset, uint length) => offset >= SmbHeader.Length && (ulong)offset + length <= (ulong)_message.Length
        ? (int)offset
        : throw new SmbProtocolException("An answer points to bytes that it does not have.");
}
