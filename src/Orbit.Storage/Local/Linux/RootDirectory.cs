using Microsoft.Win32.SafeHandles;

namespace Orbit.Storage.Local.Linux;

/// <summary>Opens the root, the only directory that is found by its whole path and through links.</summary>
internal static unsafe class RootDirectory
{
    public static SafeFileHandle Open(string path)
    {
        int descriptor;
        fixed (byte* pointer = LinuxName.Encode(path))
        {
            descriptor = LibC.Open(pointer, OpenFlags.PathOnly | OpenFlags.Directory | OpenFlags.CloseOnExec, 0);
        }

        NameCalls.Result(descriptor).ThrowIfFailed("open");
        SafeFileHandle directory = new(descriptor, ownsHandle: true);

        // A place that may be named but not searched is no use, and would only show with the first entry.
        NameCalls.TryStat(directory, ".\0"u8, out _).ThrowIfFailed("statx");
        return directory;
    }
}
