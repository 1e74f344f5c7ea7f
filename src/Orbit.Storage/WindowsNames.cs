using System.Buffers;

namespace Orbit.Storage;

/// <summary>Names that Windows refuses, or takes for something other than a name (MS-FSCC 2.1.5; "Naming Files, Paths, and Namespaces").</summary>
internal static class WindowsNames
{
    private static readonly SearchValues<char> Forbidden = SearchValues.Create(
        "\"*:<>?\\|\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u0009\u000a\u000b\u000c\u000d\u000e\u000f\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f");

    public static StorageFault? FindFault(ReadOnlySpan<char> segment)
    {
        int at = segment.IndexOfAny(Forbidden);
        if (at >= 0)
        {
            return StorageFault.InvalidPath($"the character '{StoragePathSyntax.Printable(segment[at].ToString())}' cannot stand in a Windows name.");
        }

        if (segment[^1] is '.' or ' ')
        {
            return StorageFault.InvalidPath("a name in it ends in a dot or a space, which Windows would drop.");
        }

        return IsDevice(segment) ? StorageFault.InvalidPath($"'{segment}' names a device on Windows.") : null;
    }

    private static bool IsDevice(ReadOnlySpan<char> segment)
    {
        int dot = segment.IndexOf('.');
        ReadOnlySpan<char> stem = (dot < 0 ? segment : segment[..dot]).TrimEnd(' ');
        return stem.Length switch
        {
            3 => Is(stem, "CON") || Is(stem, "PRN") || Is(stem, "AUX") || Is(stem, "NUL"),
            4 => (Is(stem[..3], "COM") || Is(stem[..3], "LPT")) && stem[3] is (>= '1' and <= '9') or '\u00b9' or '\u00b2' or '\u00b3',
            6 => Is(stem, "CONIN$"),
            7 => Is(stem, "CONOUT$"),
            _ => false,
        };
    }

    private static bool Is(ReadOnlySpan<char> stem, string name) => stem.Equals(name, StringComparison.OrdinalIgnoreCase);
}
