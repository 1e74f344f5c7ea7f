using System.Runtime.InteropServices;

namespace Orbit.Storage.Local.Portable;

/// <summary>
/// Moves a file to a name that must be free, decided by the operating system. On Unix .NET looks and then renames, which may replace what came
/// between the two; link(2) cannot. On Windows .NET's own is decided by the system.
/// </summary>
internal static partial class ExclusiveMove
{
    public static void Run(string from, string to)
    {
        if (OperatingSystem.IsWindows())
        {
            File.Move(from, to, overwrite: false);
            return;
        }

        if (Link(from, to) != 0)
        {
            Errno error = (Errno)Marshal.GetLastPInvokeError();
            throw new ErrnoException(error is Errno.EPERM ? Errno.EINVAL : error, "linkat");
        }

        File.Delete(from);
    }

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string from, string to);
}
