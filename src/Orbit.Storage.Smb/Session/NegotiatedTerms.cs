using Orbit.Storage.Smb.Security;
using Orbit.Storage.Smb.Security.Sealing;
using Orbit.Storage.Smb.Security.Signing;
using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb.Session;

/// <summary>What client and server agreed on.</summary>
internal sealed class NegotiatedTerms
{
    /// <summary>What was offered, to be asked about again where NEGOTIATE itself is not protected.</summary>
    public required NegotiateRequest Offer { get; init; }

    public required SmbDialect Dialect { get; init; }

    public required SecurityMode ServerMode { get; init; }

    public required NegotiatedCapabilities ServerCapabilities { get; init; }

    public required Guid ServerGuid { get; init; }

    public required int MaxTransact { get; init; }

    public required int MaxRead { get; init; }

    public required int MaxWrite { get; init; }

    /// <summary>The server's offer for the logon.</summary>
    public required byte[] Token { get; init; }

    /// <summary>Null where there is no encryption.</summary>
    public required CipherAlgorithm? Cipher { get; init; }

    public required SigningAlgorithm Signing { get; init; }

    /// <summary>The connection's hash, for the session's keys.</summary>
    public required PreauthIntegrityHash Preauth { get; init; }

    /// <summary>How long the server took to answer: about one round trip.</summary>
    public required TimeSpan RoundTrip { get; init; }
}
