namespace Orbit.Storage.Smb.Wire;

/// <summary>The attributes of files (MS-FSCC section 2.6), as far as the client looks at them.</summary>
[Flags]
internal enum FileAttributeBits : uint
{
    None = 0,
    ReadOnly = 0x00000001,
    Hidden = 0x00000002,
    Directory = 0x00000010,
    Normal = 0x00000080,
    ReparsePoint = 0x00000400,
}
