using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Orbit.Storage.Local.Linux;

/// <summary>
/// System calls on an entry that is pinned by a descriptor without being opened (O_PATH), so that neither read permission is needed nor a
/// device disturbed. The kernel takes such a descriptor through its name in /proc (proc(5), /proc/pid/fd).
/// </summary>
internal static unsafe class PinnedEntry
{
    private const int EmptyPath = 0x1000;
    private const int CurrentDirectory = -100;

    public static Errno TryChangeMode(SafeFileHandle entry, UnixFileMode mode)
    {
        fixed (byte* path = PathOf(entry))
        {
            return NameCalls.Result(LibC.ChangeModeByPath(path, (uint)mode));
        }
    }

    /// <summary>Changes user and group; uint.MaxValue leaves one as it is.</summary>
    public static Errno TryChangeOwner(SafeFileHandle entry, uint user, uint group)
    {
        byte empty = 0;
        return NameCalls.Result(LibC.ChangeOwnerAt(entry, &empty, user, group, EmptyPath));
    }

    public static Errno TrySetTimes(SafeFileHandle entry, TimeSpec accessed, TimeSpec modified)
    {
        TimeSpec* times = stackalloc TimeSpec[2] { accessed, modified };
        fixed (byte* path = PathOf(entry))
        {
            return NameCalls.Result(LibC.SetTimesByPath(CurrentDirectory, path, times, 0));
        }
    }

    public static nint ListAttributes(SafeFileHandle entry, Span<byte> names)
    {
        fixed (byte* path = PathOf(entry), buffer = names)
        {
            return LibC.ListAttributes(path, buffer, names.Length);
        }
    }

    public static nint GetAttribute(SafeFileHandle entry, ReadOnlySpan<byte> name, Span<byte> value)
    {
        fixed (byte* path = PathOf(entry), pointer = name, buffer = value)
        {
            return LibC.GetAttribute(path, pointer, buffer, value.Length);
        }
    }

    public static Errno TrySetAttribute(SafeFileHandle entry, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        fixed (byte* path = PathOf(entry), pointer = name, bytes = value)
        {
            return NameCalls.Result(LibC.SetAttribute(path, pointer, bytes, value.Length, 0));
        }
    }

    private static byte[] PathOf(SafeFileHandle entry) =>
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{entry.DangerousGetHandle()}\0"));
}
