using Orbit.Storage.Smb.Connection;
using Orbit.Storage.Smb.Security;
using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb.Session;

/// <summary>Which share of which server, who goes there, and how it is protected.</summary>
internal sealed class ClientSettings
{
    public required string Host { get; init; }

    public required int Port { get; init; }

    public required string Share { get; init; }

    /// <summary>Who logs on; stays the owner's.</summary>
    public required SmbCredential Credential { get; init; }

    public SmbDialect MinDialect { get; init; } = SmbDialect.Smb21;

    public SmbDialect MaxDialect { get; init; } = SmbDialect.Smb311;

    /// <summary>Whether every message is signed, or only where the server insists.</summary>
    public bool RequiresSigning { get; init; } = true;

    public EncryptionDemand Encryption { get; init; } = EncryptionDemand.ServerDecides;

    /// <summary>Until a TCP connection stands.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>From there until the share is open.</summary>
    public TimeSpan LogonTimeout { get; init; } = TimeSpan.FromSeconds(30);

    public LivenessOptions Liveness { get; init; } = new();

    public required TimeProvider Time { get; init; }
}
