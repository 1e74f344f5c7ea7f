using System.Runtime.InteropServices;

namespace Orbit.Storage.Local.Linux;

/// <summary>What fstatfs(2) says of a file system; one layout on x64 and arm64.</summary>
[StructLayout(LayoutKind.Explicit, Size = 120)]
internal struct FileSystemStatus
{
    [FieldOffset(8)]
    public ulong BlockSize;

    [FieldOffset(24)]
    public ulong FreeBlocks;
}
