namespace Orbit.Storage.Ssh;

/// <summary>What is done with a server whose key the file of known hosts does not have. A key other than the one it has, and a revoked one, are refused always.</summary>
public enum SshHostKeyPolicy
{
    /// <summary>It is refused.</summary>
    Verify,

    /// <summary>Its key is trusted and written down. Whoever is in between at that first time is trusted too.</summary>
    TrustOnFirstUse,
}
