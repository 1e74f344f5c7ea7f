using System.Buffers.Binary;
using System.Security.Cryptography;
using Orbit.Storage.Smb.Security.Primitives;

namespace Orbit.Storage.Smb.Security.Ntlm;

/// <summary>Computes the signature of the one message that SMB lets NTLM itself sign, the list of SPNEGO's mechanisms: the first in its direction (MS-NLMP section 3.4.4.2).</summary>
internal static class NtlmSignature
{
    /// <summary>Bytes of a signature.</summary>
    public const int Length = 16;

    private const int ChecksumOffset = 4;
    private const int ChecksumLength = 8;
    private const uint Revision = 1;

    private static ReadOnlySpan<byte> ClientSigning => "session key to client-to-server signing key magic constant\0"u8;

    private static ReadOnlySpan<byte> ClientSealing => "session key to client-to-server sealing key magic constant\0"u8;

    private static ReadOnlySpan<byte> ServerSigning => "session key to server-to-client signing key magic constant\0"u8;

    private static ReadOnlySpan<byte> ServerSealing => "session key to server-to-client sealing key magic constant\0"u8;

    /// <param name="sessionKey">16 bytes.</param>
    /// <param name="isClient">Whose signature.</param>
    /// <param name="hasKeyExchange">Whether keys were exchanged: then the checksum is encrypted.</param>
    /// <param name="message">What is signed.</param>
    public static byte[] Compute(ReadOnlySpan<byte> sessionKey, bool isClient, bool hasKeyExchange, ReadOnlySpan<byte> message)
    {
        Span<byte> key = stackalloc byte[NtlmV2.KeyLength];
        DeriveKey(sessionKey, isClient ? ClientSigning : ServerSigning, key);
        Span<byte> sequence = stackalloc byte[sizeof(uint)];
        sequence.Clear();
        Span<byte> code = stackalloc byte[NtlmV2.KeyLength];
        NtlmV2.Hmac(key, sequence, message, code);
        byte[] signature = new byte[Length];
        BinaryPrimitives.WriteUInt32LittleEndian(signature, Revision);
        Span<byte> checksum = signature.AsSpan(ChecksumOffset, ChecksumLength);
        code[..ChecksumLength].CopyTo(checksum);
        if (hasKeyExchange)
        {
            DeriveKey(sessionKey, isClient ? ClientSealing : ServerSealing, key);
            using Rc4 cipher = new(key);
            cipher.Transform(checksum, checksum);
        }

        CryptographicOperations.ZeroMemory(key);
        return signature;
    }

    private static void DeriveKey(ReadOnlySpan<byte> sessionKey, ReadOnlySpan<byte> purpose, Span<byte> key)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        hash.AppendData(sessionKey);
        hash.AppendData(purpose);
        hash.GetHashAndReset(key);
    }
}
