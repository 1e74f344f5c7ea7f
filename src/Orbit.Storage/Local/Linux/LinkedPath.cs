namespace Orbit.Storage.Local.Linux;

/// <summary>Paths in bytes, as they come from links.</summary>
internal static class LinkedPath
{
    private const byte Separator = (byte)'/';

    /// <summary>Cuts off the last segment; both halves get NUL behind, and an empty parent is the root.</summary>
    public static (byte[] Parent, byte[] Name) Split(ReadOnlySpan<byte> path)
    {
        path = path.TrimEnd(Separator);
        int at = path.LastIndexOf(Separator);
        return (Terminated(at < 0 ? [] : path[..at].TrimEnd(Separator)), Terminated(path[(at + 1)..]));
    }

    /// <summary>The path that a link in the last place of <paramref name="path"/> leads to.</summary>
    /// <returns>The path, NUL behind. One that starts anew at the system's root leads out, as RESOLVE_BENEATH has it.</returns>
    public static byte[] Join(ReadOnlySpan<byte> path, ReadOnlySpan<byte> target)
    {
        if (target.IsEmpty || target[0] == Separator)
        {
            throw new ErrnoException(Errno.EXDEV, "openat2");
        }

        int at = path.LastIndexOf(Separator);
        byte[] joined = new byte[at + 1 + target.Length + 1];
        path[..(at + 1)].CopyTo(joined);
        target.CopyTo(joined.AsSpan(at + 1));
        return joined;
    }

    /// <summary>Whether a last segment (NUL behind) names no entry of a directory but a directory itself.</summary>
    public static bool IsDirectoryItself(ReadOnlySpan<byte> name) => name[..^1] is [] or [(byte)'.'] or [(byte)'.', (byte)'.'];

    public static byte[] Terminated(ReadOnlySpan<byte> path)
    {
        byte[] terminated = new byte[path.Length + 1];
        path.CopyTo(terminated);
        return terminated;
    }
}
