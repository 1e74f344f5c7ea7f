namespace Orbit.Storage.Smb;

/// <summary>The versions of the protocol, oldest first.</summary>
public enum SmbVersion
{
    /// <summary>Windows 7 and Server 2008 R2. No encryption.</summary>
    Smb21 = 0,

    /// <summary>Windows 8 and Server 2012.</summary>
    Smb30,

    /// <summary>Windows 8.1 and Server 2012 R2.</summary>
    Smb302,

    /// <summary>Windows 10, Server 2016 and all since.</summary>
    Smb311,
}
