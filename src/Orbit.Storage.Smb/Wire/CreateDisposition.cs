namespace Orbit.Storage.Smb.Wire;

/// <summary>What is done with what is there (MS-SMB2 section 2.2.13).</summary>
internal enum CreateDisposition : uint
{
    /// <summary>It must be there.</summary>
    Open = 1,

    /// <summary>It must not be there.</summary>
    Create = 2,

    /// <summary>It is opened or created.</summary>
    OpenIf = 3,
}
