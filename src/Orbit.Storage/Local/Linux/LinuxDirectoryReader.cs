using System.Buffers;
using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Orbit.Storage.Local.Linux;

/// <summary>Streams the names of a directory (getdents64(2)) in a buffer of fixed size. Owns the directory's descriptor.</summary>
internal sealed unsafe class LinuxDirectoryReader(SafeFileHandle directory) : IDisposable
{
    // 32 KiB hold some hundred names: system calls are rare beside the one statx per entry.
    private const int BufferSize = 32 * 1024;
    private const int LengthAt = 16;
    private const int KindAt = 18;
    private const int NameAt = 19;
    private const byte UnknownKind = 0;
    private const byte DirectoryKind = 4;

    private byte[]? _buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
    private int _end;
    private int _next;
    private int _current;

    public SafeFileHandle Directory => directory;

    /// <summary>The current name with NUL behind. Valid until the next step.</summary>
    public ReadOnlySpan<byte> Name
    {
        get
        {
            ReadOnlySpan<byte> rest = _buffer.AsSpan(_current + NameAt);
            return rest[..(rest.IndexOf((byte)0) + 1)];
        }
    }

    /// <summary>Whether the current name is known to be a directory; some file systems do not say.</summary>
    public bool IsDirectory => _buffer![_current + KindAt] == DirectoryKind;

    /// <summary>Whether the current name may be a directory, where the file system does not say.</summary>
    public bool MayBeDirectory => _buffer![_current + KindAt] is DirectoryKind or UnknownKind;

    /// <summary>Opens a directory's stream.</summary>
    public static Errno TryOpen(SafeFileHandle parent, ReadOnlySpan<byte> name, out LinuxDirectoryReader? reader)
    {
        Errno error = NameCalls.TryOpen(parent, name, OpenFlags.ReadOnly | OpenFlags.Directory | OpenFlags.NonBlocking, 0, out SafeFileHandle directory);
        reader = error == Errno.None ? new LinuxDirectoryReader(directory) : null;
        return error;
    }

    /// <summary>Steps to the next name but "." and "..".</summary>
    public bool MoveNext()
    {
        do
        {
            if (_next == _end && !Fill())
            {
                return false;
            }

            _current = _next;
            _next += BinaryPrimitives.ReadUInt16LittleEndian(_buffer.AsSpan(_current + LengthAt));
        }
        while (LinkedPath.IsDirectoryItself(Name));
        return true;
    }

    /// <summary>Whether the directory holds nothing now. The stream is then at its end.</summary>
    public bool IsEmpty()
    {
        Rewind();
        return !MoveNext();
    }

    /// <summary>Begins again at the first name.</summary>
    public void Rewind()
    {
        _ = LibC.Seek(directory, 0, 0);
        _next = _end = 0;
    }

    public void Dispose()
    {
        directory.Dispose();
        if (Interlocked.Exchange(ref _buffer, null) is { } buffer)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private bool Fill()
    {
        ObjectDisposedException.ThrowIf(_buffer is null, this);
        nint length;
        fixed (byte* buffer = _buffer)
        {
            length = LibC.GetDirectoryEntries(SystemCallNumbers.GetDirectoryEntries, directory, buffer, BufferSize);
        }

        // ENOENT: the directory was removed meanwhile, so that nothing is left to show.
        Errno error = NameCalls.Result(length);
        if (error is not (Errno.None or Errno.ENOENT))
        {
            throw new ErrnoException(error, "getdents64");
        }

        _next = 0;
        _end = (int)Math.Max(length, 0);
        return length > 0;
    }
}
