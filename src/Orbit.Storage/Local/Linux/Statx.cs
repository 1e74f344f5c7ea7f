using System.Runtime.InteropServices;

namespace Orbit.Storage.Local.Linux;

/// <summary>What statx(2) says; its layout is the same on every architecture.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct Statx
{
    /// <summary>STATX_BASIC_STATS and STATX_BTIME.</summary>
    public const uint Wanted = 0x7ff | BirthTimeBit;

    private const uint BirthTimeBit = 0x800;
    private const ushort KindMask = 0xf000;
    private const ushort DirectoryKind = 0x4000;
    private const ushort FileKind = 0x8000;
    private const ushort LinkKind = 0xa000;

    [FieldOffset(0)]
    public uint Mask;

    [FieldOffset(16)]
    public uint Links;

    [FieldOffset(20)]
    public uint UserId;

    [FieldOffset(24)]
    public uint GroupId;

    [FieldOffset(28)]
    public ushort Mode;

    [FieldOffset(32)]
    public ulong Inode;

    [FieldOffset(40)]
    public long Size;

    [FieldOffset(48)]
    public ulong Blocks;

    [FieldOffset(64)]
    public TimeSpec Accessed;

    [FieldOffset(80)]
    public TimeSpec Born;

    [FieldOffset(96)]
    public TimeSpec Changed;

    [FieldOffset(112)]
    public TimeSpec Modified;

    [FieldOffset(136)]
    public uint DeviceMajor;

    [FieldOffset(140)]
    public uint DeviceMinor;

    public readonly bool IsDirectory => (Mode & KindMask) == DirectoryKind;

    public readonly bool IsFile => (Mode & KindMask) == FileKind;

    public readonly bool IsLink => (Mode & KindMask) == LinkKind;

    public readonly bool HasBirthTime => (Mask & BirthTimeBit) != 0;

    public readonly UnixFileMode Permissions => (UnixFileMode)(Mode & 0xfff);

    public readonly bool IsSameFileAs(in Statx other) =>
        Inode == other.Inode && DeviceMajor == other.DeviceMajor && DeviceMinor == other.DeviceMinor;
}
