using Orbit.Storage.Smb.Security.Sealing;
using Orbit.Storage.Smb.Security.Signing;

namespace Orbit.Storage.Smb.Connection;

/// <summary>How the messages of a session are protected. Signed, every answer is verified, whatever its flags say; only the notice that an answer will come later is not, since servers do not sign it.</summary>
internal sealed class MessageProtection : IDisposable
{
    /// <summary>The session.</summary>
    public required ulong SessionId { get; init; }

    /// <summary>What signs and verifies; null where there is no key: guest and anonymous, on their user's demand.</summary>
    public MessageSigner? Signer { get; init; }

    /// <summary>Whether every message is signed; else those alone that must be.</summary>
    public bool SignsAll { get; init; }

    /// <summary>What encrypts; null where it was not agreed.</summary>
    public MessageSealer? Sealer { get; init; }

    /// <summary>What decrypts; null where it was not agreed.</summary>
    public MessageOpener? Opener { get; init; }

    public void Dispose()
    {
        Signer?.Dispose();
        Sealer?.Dispose();
        Opener?.Dispose();
    }
}
