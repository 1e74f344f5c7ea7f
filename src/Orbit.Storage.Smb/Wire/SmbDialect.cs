namespace Orbit.Storage.Smb.Wire;

/// <summary>The dialects this client speaks, with the numbers that MS-SMB2 section 2.2.3 gives them.</summary>
internal enum SmbDialect : ushort
{
    Smb21 = 0x0210,
    Smb30 = 0x0300,
    Smb302 = 0x0302,
    Smb311 = 0x0311,
}
