using Microsoft.Win32.SafeHandles;

namespace Orbit.Storage.Local.Linux;

/// <summary>
/// Resolves a path one segment at a time, for kernels and sandboxes without openat2(2). Each step is taken from an open descriptor without
/// following links; links are read and their segments walked likewise, and ".." goes back to the descriptor that was there before.
/// </summary>
internal sealed class SegmentWalk(SafeFileHandle root, bool followsLinks)
{
    /// <summary>As many as the kernel follows (path_resolution(7)).</summary>
    public const int MostLinks = 40;

    private const byte Separator = (byte)'/';
    private readonly List<SafeFileHandle> _behind = [];
    private readonly Stack<byte[]> _ahead = new();
    private int _links;

    /// <summary>Opens a directory; the caller disposes it. The errors are those of openat2 with RESOLVE_BENEATH.</summary>
    public Errno TryOpen(ReadOnlySpan<byte> path, out SafeFileHandle directory)
    {
        Push(path);
        Errno error = Errno.None;
        while (error == Errno.None && _ahead.TryPop(out byte[]? segment))
        {
            error = Step(segment);
        }

        if (error == Errno.None && _behind.Count == 0)
        {
            error = NameCalls.TryOpen(root, ".\0"u8, OpenFlags.PathOnly | OpenFlags.Directory, 0, out SafeFileHandle again);
            _behind.Add(again);
        }

        directory = error == Errno.None ? _behind[^1] : new SafeFileHandle(-1, ownsHandle: false);
        for (int i = 0; i < _behind.Count - (error == Errno.None ? 1 : 0); i++)
        {
            _behind[i].Dispose();
        }

        return error;
    }

    private Errno Step(byte[] segment)
    {
        if (segment.AsSpan(..^1) is [(byte)'.'])
        {
            return Errno.None;
        }

        if (segment.AsSpan(..^1) is [(byte)'.', (byte)'.'])
        {
            return GoBack();
        }

        SafeFileHandle here = _behind.Count == 0 ? root : _behind[^1];
        Errno error = NameCalls.TryOpen(here, segment, OpenFlags.PathOnly | OpenFlags.Directory, 0, out SafeFileHandle next);
        if (error == Errno.None)
        {
            _behind.Add(next);
            return error;
        }

        // A link shows as ENOTDIR here, for O_DIRECTORY is judged before O_NOFOLLOW.
        return error is Errno.ENOTDIR or Errno.ELOOP && NameCalls.ReadLink(here, segment) is { } target ? Follow(target) : error;
    }

    private Errno Follow(byte[] target)
    {
        if (!followsLinks || ++_links > MostLinks)
        {
            return Errno.ELOOP;
        }

        if (target is [Separator, ..])
        {
            return Errno.EXDEV;
        }

        Push(target);
        return Errno.None;
    }

    private Errno GoBack()
    {
        if (_behind.Count == 0)
        {
            return Errno.EXDEV;
        }

        _behind[^1].Dispose();
        _behind.RemoveAt(_behind.Count - 1);
        return Errno.None;
    }

    private void Push(ReadOnlySpan<byte> path)
    {
        while (!path.IsEmpty)
        {
            int at = path.LastIndexOf(Separator);
            if (at + 1 < path.Length)
            {
                _ahead.Push(LinkedPath.Terminated(path[(at + 1)..]));
            }

            path = path[..Math.Max(at, 0)];
        }
    }
}
