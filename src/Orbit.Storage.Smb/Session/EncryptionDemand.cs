namespace Orbit.Storage.Smb.Session;

/// <summary>Whether messages are to be encrypted.</summary>
internal enum EncryptionDemand
{
    /// <summary>Never; it is not even offered.</summary>
    Off,

    /// <summary>Where the server wants it.</summary>
    ServerDecides,

    /// <summary>Where the server can.</summary>
    WhenOffered,

    /// <summary>Always; a server that cannot is refused.</summary>
    Required,
}
