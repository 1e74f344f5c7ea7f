using System.Security.Cryptography;

namespace Orbit.Storage.Smb.Security;

/// <summary>
/// The running SHA-512 hash over what was said before a session's keys exist (MS-SMB2 section 3.1.4.4.1, dialect 3.1.1). A value: a session begins with its connection's and goes on by itself, so
/// that the next session finds the connection's unchanged.
/// </summary>
internal sealed class PreauthIntegrityHash
{
    /// <summary>What every connection begins with: zeros.</summary>
    public static readonly PreauthIntegrityHash Initial = new(new byte[SHA512.HashSizeInBytes]);

    private readonly byte[] _value;

    private PreauthIntegrityHash(byte[] value) => _value = value;

    /// <summary>64 bytes.</summary>
    public ReadOnlySpan<byte> Value => _value;

    /// <summary>Gives the hash after one more message, from its SMB2 header to its end: NEGOTIATE both ways, then each SESSION_SETUP request and each response that is not the last.</summary>
    public PreauthIntegrityHash Append(ReadOnlySpan<byte> message)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA512);
        hash.AppendData(_value);
        hash.AppendData(message);
        return new PreauthIntegrityHash(hash.GetHashAndReset());
    }
}
