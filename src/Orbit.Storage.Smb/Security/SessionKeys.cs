using System.Security.Cryptography;
using Orbit.Storage.Smb.Security.Sealing;
using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb.Security;

/// <summary>
/// The keys of a session, derived from the key that authentication left (MS-SMB2 section 3.1.4.2 and 3.2.5.3.1). Signing takes the first 16 bytes of that key, and so do ciphers of 128 bits; ciphers of
/// 256 bits take all of it. Whoever derives them disposes them, which erases them.
/// </summary>
internal sealed class SessionKeys : IDisposable
{
    private const int KeyLength = 16;
    private const int LongKeyLength = 32;

    private readonly byte[] _signing = new byte[KeyLength];
    private readonly byte[] _clientToServer;
    private readonly byte[] _serverToClient;

    private SessionKeys(int cipherKeyLength)
    {
        _clientToServer = new byte[cipherKeyLength];
        _serverToClient = new byte[cipherKeyLength];
    }

    /// <summary>16 bytes.</summary>
    public ReadOnlySpan<byte> Signing => _signing;

    /// <summary>16 or 32 bytes, as the cipher takes; none where there is no cipher.</summary>
    public ReadOnlySpan<byte> ClientToServer => _clientToServer;

    /// <summary>16 or 32 bytes, as the cipher takes; none where there is no cipher.</summary>
    public ReadOnlySpan<byte> ServerToClient => _serverToClient;

    /// <param name="dialect">What was agreed.</param>
    /// <param name="sessionKey">What authentication left: 16 bytes from NTLM, 16 or 32 from Kerberos. A shorter one is filled up with zeros.</param>
    /// <param name="preauth">The session's hash, with its last request; used by 3.1.1 alone.</param>
    /// <param name="cipher">What was agreed, or null for a session that cannot be encrypted.</param>
    public static SessionKeys Derive(SmbDialect dialect, ReadOnlySpan<byte> sessionKey, PreauthIntegrityHash preauth, CipherAlgorithm? cipher)
    {
        SessionKeys keys = new(cipher is { } agreed ? agreed.KeyLength() : 0);
        byte[] full = new byte[Math.Max(sessionKey.Length, KeyLength)];
        sessionKey.CopyTo(full);
        ReadOnlySpan<byte> first = full.AsSpan(0, KeyLength);
        ReadOnlySpan<byte> forCipher = keys._clientToServer.Length == LongKeyLength ? full : first;
        switch (dialect)
        {
            case SmbDialect.Smb21:
                first.CopyTo(keys._signing);
                break;
            case SmbDialect.Smb30 or SmbDialect.Smb302:
                DeriveKey(first, "SMB2AESCMAC\0"u8, "SmbSign\0"u8, keys._signing);
                DeriveKey(forCipher, "SMB2AESCCM\0"u8, "ServerIn \0"u8, keys._clientToServer);
                DeriveKey(forCipher, "SMB2AESCCM\0"u8, "ServerOut\0"u8, keys._serverToClient);
                break;
            default:
                DeriveKey(first, "SMBSigningKey\0"u8, preauth.Value, keys._signing);
                DeriveKey(forCipher, "SMBC2SCipherKey\0"u8, preauth.Value, keys._clientToServer);
                DeriveKey(forCipher, "SMBS2CCipherKey\0"u8, preauth.Value, keys._serverToClient);
                break;
        }

        CryptographicOperations.ZeroMemory(full);
        return keys;
    }

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_signing);
        CryptographicOperations.ZeroMemory(_clientToServer);
        CryptographicOperations.ZeroMemory(_serverToClient);
    }

    private static void DeriveKey(ReadOnlySpan<byte> from, ReadOnlySpan<byte> label, ReadOnlySpan<byte> context, Span<byte> key)
    {
        if (!key.IsEmpty)
        {
            SP800108HmacCounterKdf.DeriveBytes(from, HashAlgorithmName.SHA256, label, context, key);
        }
    }
}
