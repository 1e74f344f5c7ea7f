namespace Orbit.Storage.Smb.Wire;

/// <summary>What client and server can do, as they say in NEGOTIATE (MS-SMB2 sections 2.2.3 and 2.2.4).</summary>
[Flags]
internal enum NegotiatedCapabilities : uint
{
    None = 0,
    Dfs = 0x01,
    Leasing = 0x02,
    LargeMtu = 0x04,
    MultiChannel = 0x08,
    PersistentHandles = 0x10,
    DirectoryLeasing = 0x20,
    Encryption = 0x40,
}
