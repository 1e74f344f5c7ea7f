using System.Buffers.Binary;
using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb.Security.Ntlm;

/// <summary>What a server says of itself, a list of numbered values (MS-NLMP section 2.2.2.1). The client's response echoes it, with what the client has to add.</summary>
internal sealed class NtlmTargetInfo
{
    private const ushort End = 0;
    private const ushort Flags = 6;
    private const ushort Timestamp = 7;
    private const ushort TargetName = 9;
    private const ushort ChannelBindings = 10;
    private const int PairHeaderLength = 4;
    private const uint HasMic = 0x00000002;

    private readonly byte[] _pairs;

    private NtlmTargetInfo(byte[] pairs, long? time, uint flags)
    {
        _pairs = pairs;
        Time = time;
        ServerFlags = flags;
    }

    /// <summary>The server's time as a FILETIME, in which case it expects a code over the three messages.</summary>
    public long? Time { get; }

    private uint ServerFlags { get; }

    /// <exception cref="SmbProtocolException">The list is malformed.</exception>
    public static NtlmTargetInfo Read(ReadOnlySpan<byte> content)
    {
        byte[] kept = new byte[content.Length];
        int length = 0;
        long? time = null;
        uint flags = 0;
        while (!content.IsEmpty)
        {
            ReadOnlySpan<byte> pair = FirstPair(content);
            ReadOnlySpan<byte> value = pair[PairHeaderLength..];
            switch (BinaryPrimitives.ReadUInt16LittleEndian(pair))
            {
                case End:
                    return new NtlmTargetInfo(kept[..length], time, flags);
                case Flags when value.Length == sizeof(uint):
                    flags = BinaryPrimitives.ReadUInt32LittleEndian(value);
                    break;
                case Timestamp when value.Length == sizeof(long):
                    time = BinaryPrimitives.ReadInt64LittleEndian(value);
                    goto default;
                case Flags or Timestamp:
                    throw new SmbProtocolException("The server's NTLM challenge has a value of the wrong length.");
                case TargetName or ChannelBindings:
                    // The client's to say.
                    break;
                default:
                    pair.CopyTo(kept.AsSpan(length));
                    length += pair.Length;
                    break;
            }

            content = content[pair.Length..];
        }

        return kept.Length == 0
            ? new NtlmTargetInfo(kept, null, 0)
            : throw new SmbProtocolException("The list in the server's NTLM challenge has no end.");
    }

    /// <summary>Writes the list for the response: the server's values, that a code over the messages follows, no channel binding (there is no TLS below), and which service is meant.</summary>
    /// <param name="service">As in <c>cifs/server</c>.</param>
    public byte[] WriteResponse(string service)
    {
        Span<byte> flags = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(flags, ServerFlags | (Time is null ? 0 : HasMic));
        Span<byte> noBinding = stackalloc byte[16];
        noBinding.Clear();
        byte[] name = NtlmLayout.Unicode(service);
        byte[] response = new byte[_pairs.Length + (4 * PairHeaderLength) + flags.Length + noBinding.Length + name.Length];
        _pairs.CopyTo(response, 0);
        Span<byte> rest = response.AsSpan(_pairs.Length);
        rest = WritePair(rest, Flags, flags);
        rest = WritePair(rest, ChannelBindings, noBinding);
        rest = WritePair(rest, TargetName, name);
        WritePair(rest, End, []);
        return response;
    }

    private static ReadOnlySpan<byte> FirstPair(ReadOnlySpan<byte> content)
    {
        if (content.Length >= PairHeaderLength)
        {
            int length = PairHeaderLength + BinaryPrimitives.ReadUInt16LittleEndian(content[2..]);
            if (length <= content.Length)
            {
                return content[..length];
            }
        }

        throw new SmbProtocolException("The list in the server's NTLM challenge is cut off.");
    }

    private static Span<byte> WritePair(Span<byte> destination, ushort id, scoped ReadOnlySpan<byte> value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(destination, id);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[2..], checked((ushort)value.Length));
        value.CopyTo(destination[PairHeaderLength..]);
        return destination[(PairHeaderLength + value.Length)..];
    }
}
