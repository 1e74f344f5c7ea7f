using Microsoft.Win32.SafeHandles;

namespace Orbit.Storage.Local.Linux;

/// <summary>Opens the root, the only directory that is found by its whole path and through links.</summary>
internal static unsafe class RootDirectory
{
    /// <summary>Whether this system has the calls that the volume is made of: some sandboxes refuse statx(2).</summary>
    public static bool IsWithinReach()
    {
        if (!SystemCallNumbers.AreKnown)
        {
            return false;
        }

        using SafeFileHandle top = Open("/");
        return NameCalls.TryStat(top, ".\0"u8, out _) == Errno.None;
    }

    public static SafeFileHandle Open(string path)
    {
        int descriptor;
        fixed (byte* pointer = LinuxName.Encode(path))
        {
            descriptor = LibC.Open(pointer, OpenFlags.PathOnly | OpenFlags.Directory | OpenFlags.CloseOnExec, 0);
        }

        NameCalls.Result(descriptor).ThrowIfFailed("open");
        return new SafeFileHandle(descriptor, ownsHandle: true);
    }
}
