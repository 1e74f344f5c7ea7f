using System.Buffers.Binary;
using System.Security.Cryptography;
using Orbit.Storage.Smb.Security.Primitives;

namespace Orbit.Storage.Smb.Security;

/// <summary>
/// Who logs on. The password is turned into its NT hash at once and not kept; the hash is as good as the password on the wire, and is erased with <see cref="Dispose"/>. Whoever makes it disposes it,
/// after the last session that is to be set up with it.
/// </summary>
internal sealed class SmbCredential : IDisposable
{
    private readonly byte[] _ntHash = new byte[Md4.HashLength];

    private SmbCredential(SmbCredentialKind kind, string domain, string user)
    {
        Kind = kind;
        Domain = domain;
        User = user;
    }

    public SmbCredentialKind Kind { get; }

    /// <summary>The domain or the name of the server, or empty, which lets the server choose.</summary>
    public string Domain { get; }

    /// <summary>Empty for anonymous.</summary>
    public string User { get; }

    /// <summary>MD4 of the password in UTF-16, 16 bytes (MS-NLMP section 3.3.1).</summary>
    public ReadOnlySpan<byte> NtHash => _ntHash;

    /// <summary>Makes the credential of a user with a password, which may be empty.</summary>
    public static SmbCredential Create(string domain, string user, ReadOnlySpan<char> password) =>
        new SmbCredential(SmbCredentialKind.User, domain, user).WithPassword(password);

    /// <summary>Makes the credential that asks for the guest account: no password, no signing, no encryption.</summary>
    public static SmbCredential CreateGuest(string user = "Guest") => new SmbCredential(SmbCredentialKind.Guest, string.Empty, user).WithPassword([]);

    /// <summary>Makes the credential that names nobody: no signing, no encryption.</summary>
    public static SmbCredential CreateAnonymous() => new(SmbCredentialKind.Anonymous, string.Empty, string.Empty);

    public void Dispose() => CryptographicOperations.ZeroMemory(_ntHash);

    public override string ToString() => Domain.Length == 0 ? $"{Kind} {User}" : $"{Kind} {Domain}\\{User}";

    private SmbCredential WithPassword(ReadOnlySpan<char> password)
    {
        byte[] unicode = new byte[password.Length * sizeof(char)];
        for (int i = 0; i < password.Length; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(unicode.AsSpan(i * sizeof(char)), password[i]);
        }

        Md4.Hash(unicode, _ntHash);
        CryptographicOperations.ZeroMemory(unicode);
        return this;
    }
}
