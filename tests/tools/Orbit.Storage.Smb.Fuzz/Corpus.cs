using System.Buffers.Binary;
using System.Text;
using Orbit.Storage.Smb.Double;
using Orbit.Storage.Smb.Double.Authentication;
using Orbit.Storage.Smb.Double.Recorded;
using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb.Fuzz;

/// <summary>Good inputs to begin with; the same in every run.</summary>
internal static class Corpus
{
    public static byte[][] Offers { get; } = [Hex(PublishedLogon.Offer), SpnegoServer.Offer(SpnegoServer.Mechanism), SpnegoServer.Offer("1.2.840.48018.1.2.2", SpnegoServer.Mechanism)];

    public static byte[][] Replies { get; } = [Hex(PublishedLogon.ChallengeToken), Hex(PublishedLogon.LastToken), Hex(PublishedLogon.AuthenticateToken)];

    public static byte[][] Challenges { get; } = [Hex(PublishedLogon.NtlmChallenge), new NtlmServer { ServerChallenge = new byte[8] }.Challenge([])];

    /// <summary>Answers of every kind, each a whole message.</summary>
    public static byte[][] Messages { get; } =
    [
        Hex(PublishedLogon.NegotiateResponse),
        Hex(PublishedLogon.FirstResponse),
        Hex(PublishedLogon.LastResponse),
        Message(SmbCommand.TreeConnect, DoubleShare.Describe(isEncrypted: true)),
        Message(SmbCommand.Create, Body(89, 88)),
        Message(SmbCommand.Close, Body(60, 60)),
        Message(SmbCommand.Flush, Body(4, 4)),
        Message(SmbCommand.Read, Pointing(17, 16, 200, byteOffsetAt: 2, lengthAt: 4)),
        Message(SmbCommand.Write, Body(17, 16)),
        Message(SmbCommand.Ioctl, DoubleShare.ControlBody(IoctlRequest.CopyChunkWrite, [1, 0, 0, 0, 0, 0, 16, 0, 0, 0, 0, 1])),
        Message(SmbCommand.QueryInfo, Pointing(9, 8, 56, byteOffsetAt: 2, lengthAt: 4)),
        Message(SmbCommand.QueryDirectory, Directory()),
        Message(SmbCommand.Echo, DoubleReply.ErrorBody(), NtStatus.AccessDenied),
        Message(SmbCommand.Read, DoubleReply.ErrorBody(), NtStatus.Pending, SmbFlags.ServerToClient | SmbFlags.Async),
    ];

    /// <summary>Messages with their length in front, alone, one after the other, and as a compound.</summary>
    public static byte[][] Frames { get; } = [.. Messages.Select(static message => Framed(message)), [.. Framed(Messages[4]), .. Framed(Messages[7])], Framed(Compound(Messages[4], Messages[7], Messages[5]))];

    private static byte[] Hex(string text) => Convert.FromHexString(text);

    private static byte[] Message(SmbCommand command, byte[] body, uint status = NtStatus.Success, SmbFlags flags = SmbFlags.ServerToClient)
    {
        byte[] message = new byte[SmbHeader.Length + body.Length];
        new SmbHeader { Command = command, Status = status, Credits = 1, Flags = flags, MessageId = 0, AsyncId = 5 }.Write(message);
        body.CopyTo(message, SmbHeader.Length);
        return message;
    }

    private static byte[] Body(ushort structureSize, int length)
    {
        byte[] body = new byte[length];
        BinaryPrimitives.WriteUInt16LittleEndian(body, structureSize);
        return body;
    }

    private static byte[] Pointing(ushort structureSize, int fixedLength, int length, int byteOffsetAt, int lengthAt)
    {
        byte[] body = Body(structureSize, fixedLength + length);
        body[byteOffsetAt] = (byte)(SmbHeader.Length + fixedLength);
        BinaryPrimitives.WriteInt32LittleEndian(body.AsSpan(lengthAt), length);
        return body;
    }

    private static byte[] Directory()
    {
        const int EntryLength = 80;
        string[] names = [".", "..", "file.t", "größer"];
        byte[] body = Pointing(9, 8, names.Length * EntryLength, byteOffsetAt: 2, lengthAt: 4);
        for (int i = 0; i < names.Length; i++)
        {
            Span<byte> entry = body.AsSpan(8 + (i * EntryLength), EntryLength);
            BinaryPrimitives.WriteInt32LittleEndian(entry, i == names.Length - 1 ? 0 : EntryLength);
            BinaryPrimitives.WriteInt32LittleEndian(entry[60..], Encoding.Unicode.GetBytes(names[i], entry[68..]));
        }

        return body;
    }

    private static byte[] Framed(byte[] message)
    {
        byte[] frame = new byte[4 + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, message.Length);
        message.CopyTo(frame, 4);
        return frame;
    }

    private static byte[] Compound(params byte[][] messages)
    {
        List<byte> all = [];
        foreach (byte[] message in messages)
        {
            byte[] padded = new byte[NegotiateContext.Align(message.Length)];
            message.CopyTo(padded, 0);
            BinaryPrimitives.WriteInt32LittleEndian(padded.AsSpan(20), message == messages[^1] ? 0 : padded.Length);
            all.AddRange(padded);
        }

        return [.. all];
    }
}
