namespace Orbit.Storage.Smb.Wire;

/// <summary>The flags of a header (MS-SMB2 section 2.2.1.2).</summary>
[Flags]
internal enum SmbFlags : uint
{
    None = 0,
    ServerToClient = 0x00000001,
    Async = 0x00000002,
    Related = 0x00000004,
    Signed = 0x00000008,
}
