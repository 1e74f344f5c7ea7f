namespace Orbit.Storage.Smb.Wire;

/// <summary>How something is opened (MS-SMB2 section 2.2.13).</summary>
[Flags]
internal enum CreateChoices : uint
{
    None = 0,
    Directory = 0x00000001,
    NotDirectory = 0x00000040,

    /// <summary>A link is opened itself, and not what it leads to.</summary>
    ReparsePoint = 0x00200000,
}
