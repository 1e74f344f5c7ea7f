using Microsoft.Win32.SafeHandles;

namespace Orbit.Storage.Local.Linux;

/// <summary>
/// The root, held open. Every path is resolved below this descriptor: by openat2(2) with RESOLVE_BENEATH where the kernel has it and
/// allows it, else segment by segment. A directory that is renamed or replaced by a link meanwhile cannot lead out.
/// </summary>
internal sealed class LinuxRoot : IDisposable
{
    private const ulong ResolveBeneath = 0x08;
    private const ulong ResolveNoMagicLinks = 0x02;
    private const ulong ResolveNoSymbolicLinks = 0x04;
    private const int LongestPath = 4096;
    private const int Retries = 128;
    private static readonly byte[] Here = [(byte)'.', 0];
    private readonly bool _usesOpenAt2;

    public LinuxRoot(SafeFileHandle directory, bool followsLinks, bool walksSegments = false)
    {
        Directory = directory;
        FollowsLinks = followsLinks;
        _usesOpenAt2 = !walksSegments && TryOpenAt2(Here, out SafeFileHandle probe) == Errno.None && Close(probe);
    }

    public SafeFileHandle Directory { get; }

    public bool FollowsLinks { get; }

    /// <summary>Whether the root was removed after it was opened.</summary>
    public bool IsRemoved => !Directory.IsClosed && NameCalls.Stat(Directory).Links == 0;

    /// <summary>Opens the directory of an existing entry; a link in the last place is followed where asked for.</summary>
    public LinuxPlace Find(StoragePath path, bool followLast) => Plan(path, followLast, createParents: false);

    /// <summary>As <see cref="Find"/>, but parents may be missing: the place then knows which are to be made.</summary>
    public LinuxPlace Plan(StoragePath path, bool followLast, bool createParents)
    {
        byte[] whole = LinuxName.Encode(path.Value);
        for (int links = 0; ; links++)
        {
            LinuxPlace place = OpenParent(whole.AsSpan(..^1), createParents);
            try
            {
                if (!followLast || place.IsDirectoryItself || place.Missing.Count > 0 || NameCalls.ReadLink(place.Directory, place.Name) is not { } target)
                {
                    return place;
                }

                if (links == SegmentWalk.MostLinks)
                {
                    throw new ErrnoException(Errno.ELOOP, "openat2");
                }

                whole = LinkedPath.Join(whole.AsSpan(..^1), target);
            }
            catch
            {
                place.Dispose();
                throw;
            }

            place.Dispose();
        }
    }

    /// <summary>Opens a directory below the root.</summary>
    /// <param name="path">Its path, NUL behind.</param>
    /// <param name="directory">The directory, opened as a mere place; the caller disposes it.</param>
    public Errno TryOpenDirectory(byte[] path, out SafeFileHandle directory)
    {
        if (!_usesOpenAt2 || path.Length > LongestPath)
        {
            return new SegmentWalk(Directory, FollowsLinks).TryOpen(path.AsSpan(..^1), out directory);
        }

        // EAGAIN: a rename elsewhere made a ".." in a link uncertain (openat2(2)).
        Errno error = TryOpenAt2(path, out directory);
        for (int i = 0; i < Retries && error is Errno.EAGAIN or Errno.EINTR; i++)
        {
            error = TryOpenAt2(path, out directory);
        }

        return error;
    }

    public void Dispose() => Directory.Dispose();

    private LinuxPlace OpenParent(ReadOnlySpan<byte> path, bool createParents)
    {
        List<byte[]> missing = [];
        (byte[] parent, byte[] name) = LinkedPath.Split(path);
        if (LinkedPath.IsDirectoryItself(name))
        {
            // Not a name within a directory but a directory as such: the root, or where a link to ".." leads.
            parent = LinkedPath.Terminated(path);
            name = Here;
        }

        while (true)
        {
            if (parent.Length == 1)
            {
                return new LinuxPlace(Directory, ownsDirectory: false, missing, name);
            }

            Errno error = TryOpenDirectory(parent, out SafeFileHandle directory);
            if (error == Errno.None)
            {
                return new LinuxPlace(directory, ownsDirectory: true, missing, name);
            }

            if (error != Errno.ENOENT || !createParents)
            {
                throw new ErrnoException(error, "openat2");
            }

            (parent, byte[] last) = LinkedPath.Split(parent.AsSpan(..^1));
            missing.Insert(0, last);
        }
    }

    private unsafe Errno TryOpenAt2(byte[] path, out SafeFileHandle directory)
    {
        ulong* how = stackalloc ulong[3];
        how[0] = (ulong)(uint)(OpenFlags.PathOnly | OpenFlags.Directory | OpenFlags.CloseOnExec);
        how[1] = 0;
        how[2] = ResolveBeneath | ResolveNoMagicLinks | (FollowsLinks ? 0 : ResolveNoSymbolicLinks);
        nint descriptor;
        fixed (byte* pointer = path)
        {
            descriptor = LibC.OpenAt2(SystemCallNumbers.OpenAt2, Directory, pointer, how, 3 * sizeof(ulong));
        }

        Errno error = NameCalls.Result(descriptor);
        directory = new SafeFileHandle(descriptor, ownsHandle: true);
        return error;
    }

    private static bool Close(SafeFileHandle handle)
    {
        handle.Dispose();
        return true;
    }
}
