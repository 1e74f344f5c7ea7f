using System.Buffers.Binary;

namespace Orbit.Storage.Smb.Wire;

/// <summary>The 64 bytes in front of every message (MS-SMB2 section 2.2.1). The signature is not part of it: whoever signs writes it into the bytes.</summary>
internal readonly struct SmbHeader
{
    /// <summary>Bytes of the header.</summary>
    public const int Length = 64;

    /// <summary>The message id of what the server says unasked (MS-SMB2 section 2.2.1.2).</summary>
    public const ulong Unasked = ulong.MaxValue;

    private const uint ProtocolId = 0x424D53FE;
    private const int CreditChargeOffset = 6;
    private const int StatusOffset = 8;
    private const int CommandOffset = 12;
    private const int CreditsOffset = 14;
    private const int FlagsOffset = 16;
    private const int NextCommandOffset = 20;
    private const int MessageIdOffset = 24;
    private const int AsyncIdOffset = 32;
    private const int TreeIdOffset = 36;
    private const int SessionIdOffset = 40;

    public ushort CreditCharge { get; init; }

    /// <summary>The server's answer; zero in requests.</summary>
    public uint Status { get; init; }

    public SmbCommand Command { get; init; }

    /// <summary>Credits asked for in requests, granted in answers.</summary>
    public ushort Credits { get; init; }

    public SmbFlags Flags { get; init; }

    /// <summary>Bytes from this header to the next one in a compound; 0 in the last.</summary>
    public uint NextCommand { get; init; }

    public ulong MessageId { get; init; }

    /// <summary>Of a request that the server works on apart; it stands where other messages have the tree.</summary>
    public ulong AsyncId { get; init; }

    public uint TreeId { get; init; }

    public ulong SessionId { get; init; }

    /// <summary>Whether it only says that the answer will come later.</summary>
    public bool IsInterim => Status == NtStatus.Pending && Flags.HasFlag(SmbFlags.Async);

    /// <exception cref="SmbProtocolException">It is no header.</exception>
    public static SmbHeader Read(ReadOnlySpan<byte> message)
    {
        if (message.Length < Length || BinaryPrimitives.ReadUInt32LittleEndian(message) != ProtocolId || BinaryPrimitives.ReadUInt16LittleEndian(message[4..]) != Length)
        {
            throw new SmbProtocolException("What arrived does not begin with a header of SMB 2.");
        }

        SmbFlags flags = (SmbFlags)BinaryPrimitives.ReadUInt32LittleEndian(message[FlagsOffset..]);
        bool isAsync = flags.HasFlag(SmbFlags.Async);
        return new SmbHeader
        {
            CreditCharge = BinaryPrimitives.ReadUInt16LittleEndian(message[CreditChargeOffset..]),
            Status = BinaryPrimitives.ReadUInt32LittleEndian(message[StatusOffset..]),
            Command = (SmbCommand)BinaryPrimitives.ReadUInt16LittleEndian(message[CommandOffset..]),
            Credits = BinaryPrimitives.ReadUInt16LittleEndian(message[CreditsOffset..]),
            Flags = flags,
            NextCommand = BinaryPrimitives.ReadUInt32LittleEndian(message[NextCommandOffset..]),
            MessageId = BinaryPrimitives.ReadUInt64LittleEndian(message[MessageIdOffset..]),
            AsyncId = isAsync ? BinaryPrimitives.ReadUInt64LittleEndian(message[AsyncIdOffset..]) : 0,
            TreeId = isAsync ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(message[TreeIdOffset..]),
            SessionId = BinaryPrimitives.ReadUInt64LittleEndian(message[SessionIdOffset..]),
        };
    }

    /// <summary>Writes the header with an empty signature.</summary>
    public void Write(Span<byte> message)
    {
        message[..Length].Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(message, ProtocolId);
        BinaryPrimitives.WriteUInt16LittleEndian(message[4..], Length);
        BinaryPrimitives.WriteUInt16LittleEndian(message[CreditChargeOffset..], CreditCharge);
        BinaryPrimitives.WriteUInt32LittleEndian(message[StatusOffset..], Status);
        BinaryPrimitives.WriteUInt16LittleEndian(message[CommandOffset..], (ushort)Command);
        BinaryPrimitives.WriteUInt16LittleEndian(message[CreditsOffset..], Credits);
        BinaryPrimitives.WriteUInt32LittleEndian(message[FlagsOffset..], (uint)Flags);
        BinaryPrimitives.WriteUInt32LittleEndian(message[NextCommandOffset..], NextCommand);
        BinaryPrimitives.WriteUInt64LittleEndian(message[MessageIdOffset..], MessageId);
        if (Flags.HasFlag(SmbFlags.Async))
        {
            BinaryPrimitives.WriteUInt64LittleEndian(message[AsyncIdOffset..], AsyncId);
        }
        else
        {
            BinaryPrimitives.WriteUInt32LittleEndian(message[TreeIdOffset..], TreeId);
        }

        BinaryPrimitives.WriteUInt64LittleEndian(message[SessionIdOffset..], SessionId);
    }
}
