namespace Orbit.Storage.Smb.Wire;

/// <summary>Whether signing is possible and whether it must be (MS-SMB2 sections 2.2.3 and 2.2.4).</summary>
[Flags]
internal enum SecurityMode : ushort
{
    None = 0,
    SigningEnabled = 1,
    SigningRequired = 2,
}
