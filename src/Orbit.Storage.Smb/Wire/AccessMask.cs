namespace Orbit.Storage.Smb.Wire;

/// <summary>What an open file is to be good for (MS-SMB2 section 2.2.13.1).</summary>
[Flags]
internal enum AccessMask : uint
{
    None = 0,
    ReadData = 0x00000001,
    ListDirectory = ReadData,
    WriteData = 0x00000002,
    AddFile = WriteData,
    AddSubdirectory = 0x00000004,
    ReadAttributes = 0x00000080,
    WriteAttributes = 0x00000100,
    Delete = 0x00010000,
    Synchronize = 0x00100000,
}
