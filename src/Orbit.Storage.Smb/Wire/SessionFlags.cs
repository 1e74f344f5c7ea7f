namespace Orbit.Storage.Smb.Wire;

/// <summary>What the server made of a logon (MS-SMB2 section 2.2.6).</summary>
[Flags]
internal enum SessionFlags : ushort
{
    None = 0,
    Guest = 1,
    Anonymous = 2,
    Encrypt = 4,
}
