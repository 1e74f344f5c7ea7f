using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Orbit.Storage.Smb.Security.Ntlm;

/// <summary>The third message: who the user is, and the proof (MS-NLMP section 2.2.1.3).</summary>
internal sealed class NtlmAuthenticate
{
    private const uint MessageType = 3;
    private const int LmOffset = 12;
    private const int NtOffset = 20;
    private const int DomainOffset = 28;
    private const int UserOffset = 36;
    private const int WorkstationOffset = 44;
    private const int KeyOffset = 52;
    private const int FlagsOffset = 60;
    private const int VersionOffset = 64;
    private const int MicOffset = VersionOffset + NtlmLayout.VersionLength;
    private const int ContentOffset = MicOffset + NtlmV2.KeyLength;

    public required NtlmFlags Flags { get; init; }

    public string Domain { get; init; } = string.Empty;

    public string User { get; init; } = string.Empty;

    public string Workstation { get; init; } = string.Empty;

    /// <summary>The response that NTLMv1 would give: 24 zeros beside NTLMv2, one zero for anonymous.</summary>
    public required byte[] LmResponse { get; init; }

    public byte[] NtResponse { get; init; } = [];

    /// <summary>The session key, encrypted, or empty where keys are not exchanged.</summary>
    public byte[] EncryptedSessionKey { get; init; } = [];

    /// <summary>8 bytes.</summary>
    public byte[] Version { get; init; } = NtlmLayout.Version.ToArray();

    /// <summary>Writes the message.</summary>
    /// <param name="hasMic">Whether to leave room for the code over the three messages.</param>
    public byte[] Write(bool hasMic)
    {
        byte[] domain = NtlmLayout.Unicode(Domain);
        byte[] user = NtlmLayout.Unicode(User);
        byte[] workstation = NtlmLayout.Unicode(Workstation);
        int offset = hasMic ? ContentOffset : MicOffset;
        byte[] message = new byte[offset + domain.Length + user.Length + workstation.Length + LmResponse.Length + NtResponse.Length + EncryptedSessionKey.Length];
        NtlmLayout.WriteStart(message, MessageType);
        offset = NtlmLayout.WriteField(message, DomainOffset, offset, domain);
        offset = NtlmLayout.WriteField(message, UserOffset, offset, user);
        offset = NtlmLayout.WriteField(message, WorkstationOffset, offset, workstation);
        offset = NtlmLayout.WriteField(message, LmOffset, offset, LmResponse);
        offset = NtlmLayout.WriteField(message, NtOffset, offset, NtResponse);
        NtlmLayout.WriteField(message, KeyOffset, offset, EncryptedSessionKey);
        BinaryPrimitives.WriteUInt32LittleEndian(message.AsSpan(FlagsOffset), (uint)Flags);
        Version.CopyTo(message, VersionOffset);
        return message;
    }

    /// <summary>Writes the code over the three messages into the third, which has room for it.</summary>
    public static void WriteMic(ReadOnlySpan<byte> sessionKey, ReadOnlySpan<byte> negotiate, ReadOnlySpan<byte> challenge, Span<byte> authenticate)
    {
        using IncrementalHash hash = IncrementalHash.CreateHMAC(HashAlgorithmName.MD5, sessionKey);
        hash.AppendData(negotiate);
        hash.AppendData(challenge);
        hash.AppendData(authenticate);
        hash.GetHashAndReset(authenticate.Slice(MicOffset, NtlmV2.KeyLength));
    }
}
