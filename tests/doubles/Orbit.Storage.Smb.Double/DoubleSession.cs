using System.Security.Cryptography;
using Orbit.Storage.Smb.Double.Authentication;
using Orbit.Storage.Smb.Security;
using Orbit.Storage.Smb.Security.Sealing;
using Orbit.Storage.Smb.Security.Signing;
using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb.Double;

/// <summary>A session: its logon, and its keys once that is done.</summary>
internal sealed class DoubleSession(ulong id, PreauthIntegrityHash hash) : IDisposable
{
    public ulong Id => id;

    public PreauthIntegrityHash Hash { get; set; } = hash;

    /// <summary>The logon under way, or null.</summary>
    public SpnegoServer? Logon { get; set; }

    public NtlmServer? Ntlm { get; set; }

    public MessageSigner? Signer { get; private set; }

    public MessageSealer? Sealer { get; private set; }

    public MessageOpener? Opener { get; private set; }

    /// <summary>Derives the keys; those of a session that logs on again stay.</summary>
    public void Establish(SmbDialect dialect, byte[] sessionKey, SigningAlgorithm signing, CipherAlgorithm? cipher)
    {
        if (Signer is not null)
        {
            return;
        }

        using SessionKeys keys = SessionKeys.Derive(dialect, sessionKey, Hash, cipher);
        Signer = MessageSigner.Create(signing, keys.Signing);
        if (cipher is { } agreed)
        {
            Sealer = new MessageSealer(agreed, keys.ServerToClient, id, RandomNumberGenerator.Fill);
            Opener = new MessageOpener(agreed, keys.ClientToServer, id);
        }
    }

    public void Dispose()
    {
        Signer?.Dispose();
        Sealer?.Dispose();
        Opener?.Dispose();
    }
}
