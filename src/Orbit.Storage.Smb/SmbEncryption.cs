namespace Orbit.Storage.Smb;

/// <summary>Whether what travels is encrypted. It is by AES, as the server chooses from GCM and CCM with 256 or 128 bits.</summary>
public enum SmbEncryption
{
    /// <summary>Where the server wants it, for all or for a share.</summary>
    ServerDecides = 0,

    /// <summary>Where the server can.</summary>
    WhenOffered,

    /// <summary>Always; a server that cannot is refused.</summary>
    Required,

    /// <summary>Never: it is not offered, and a server that insists refuses.</summary>
    Off,
}
