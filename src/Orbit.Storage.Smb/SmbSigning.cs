namespace Orbit.Storage.Smb;

/// <summary>Whether every message is signed, so that nobody on the way can change one. What is encrypted needs no signature.</summary>
public enum SmbSigning
{
    /// <summary>Always; an answer without a right signature ends the connection.</summary>
    Required = 0,

    /// <summary>Only where the server insists. Faster on networks where nobody else is.</summary>
    ServerDecides,
}
