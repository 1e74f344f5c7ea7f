using System.Buffers.Binary;
using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb.Security.Ntlm;

/// <summary>The second message: the server's challenge and what it says of itself (MS-NLMP section 2.2.1.2).</summary>
internal sealed class NtlmChallenge
{
    private const uint MessageType = 2;
    private const int FlagsOffset = 20;
    private const int ChallengeOffset = 24;
    private const int ChallengeLength = 8;
    private const int TargetInfoOffset = 40;
    private const int MinimumLength = TargetInfoOffset + NtlmLayout.FieldLength;

    private readonly byte[] _challenge;

    private NtlmChallenge(NtlmFlags flags, byte[] challenge, NtlmTargetInfo targetInfo)
    {
        Flags = flags;
        _challenge = challenge;
        TargetInfo = targetInfo;
    }

    public NtlmFlags Flags { get; }

    /// <summary>8 bytes.</summary>
    public ReadOnlySpan<byte> ServerChallenge => _challenge;

    public NtlmTargetInfo TargetInfo { get; }

    /// <exception cref="SmbProtocolException">The message is malformed.</exception>
    public static NtlmChallenge Read(ReadOnlySpan<byte> message)
    {
        if (message.Length < MinimumLength
            || !message.StartsWith(NtlmLayout.Signature)
            || BinaryPrimitives.ReadUInt32LittleEndian(message[NtlmLayout.TypeOffset..]) != MessageType)
        {
            throw new SmbProtocolException("The server's answer to the logon is no NTLM challenge.");
        }

        if (!NtlmLayout.TryReadField(message, TargetInfoOffset, out ReadOnlySpan<byte> targetInfo))
        {
            throw new SmbProtocolException("The server's NTLM challenge points outside of itself.");
        }

        return new NtlmChallenge(
            (NtlmFlags)BinaryPrimitives.ReadUInt32LittleEndian(message[FlagsOffset..]),
            message.Slice(ChallengeOffset, ChallengeLength).ToArray(),
            NtlmTargetInfo.Read(targetInfo));
    }
}
