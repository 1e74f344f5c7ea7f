using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace Orbit.Storage.Local.Linux;

/// <summary>Reads the extended attributes of an entry (xattr(7)).</summary>
internal static class ExtendedAttributes
{
    // XATTR_LIST_MAX and XATTR_SIZE_MAX: the kernel gives no more than this, so that one buffer always suffices.
    private const int Largest = 64 * 1024;

    /// <summary>Whether a file system keeps attributes of the "user" name space.</summary>
    public static bool AreKeptBy(SafeFileHandle directory) =>
        PinnedEntry.GetAttribute(directory, "user.orbit.probe\0"u8, default) >= 0 || NameCalls.LastError() == Errno.ENODATA;

    public static IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Read(SafeFileHandle entry)
    {
        Dictionary<string, ReadOnlyMemory<byte>> attributes = new(StringComparer.Ordinal);
        byte[] names = ArrayPool<byte>.Shared.Rent(Largest);
        byte[] value = ArrayPool<byte>.Shared.Rent(Largest);
        try
        {
            nint length = PinnedEntry.ListAttributes(entry, names.AsSpan(0, Largest));
            NameCalls.Result(length).ThrowIfFailed("listxattr");
            for (ReadOnlySpan<byte> rest = names.AsSpan(0, (int)length); !rest.IsEmpty;)
            {
                int end = rest.IndexOf((byte)0) + 1;
                nint size = PinnedEntry.GetAttribute(entry, rest[..end], value.AsSpan(0, Largest));

                // Some are listed and may not be read, or went meanwhile.
                if (size >= 0)
                {
                    attributes[LinuxName.Decode(rest[..(end - 1)])] = value.AsSpan(0, (int)size).ToArray();
                }

                rest = rest[end..];
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(names);
            ArrayPool<byte>.Shared.Return(value);
        }

        return attributes;
    }
}
