using System.Buffers.Binary;

namespace Orbit.Storage.Smb.Security.Ntlm;

/// <summary>The first message: what the client can do (MS-NLMP section 2.2.1.1). It names neither domain nor workstation: the server has no use for them yet.</summary>
internal static class NtlmNegotiate
{
    private const uint MessageType = 1;
    private const int FlagsOffset = 12;
    private const int VersionOffset = 32;

    public static byte[] Write(NtlmFlags flags)
    {
        byte[] message = new byte[VersionOffset + NtlmLayout.VersionLength];
        NtlmLayout.WriteStart(message, MessageType);
        BinaryPrimitives.WriteUInt32LittleEndian(message.AsSpan(FlagsOffset), (uint)flags);
        NtlmLayout.Version.CopyTo(message.AsSpan(VersionOffset));
        return message;
    }
}
