using Microsoft.Win32.SafeHandles;

namespace Orbit.Storage.Local.Linux;

/// <summary>Reads and changes what is said of an entry beside its content, on a descriptor that pins it.</summary>
internal static class LinuxAttributes
{
    public static StorageAttributes Get(LinuxRoot root, StoragePath path, bool hasExtended)
    {
        using SafeFileHandle entry = Pin(root, path, out Statx stat);
        StorageEntry described = new LinuxDescriber().Describe(path, stat);
        return new StorageAttributes
        {
            Permissions = described.Permissions,
            Owner = described.Owner,
            LastModified = described.LastModified,
            LastAccessed = described.LastAccessed,
            Created = described.Created,
            ExtendedAttributes = hasExtended && !stat.IsLink ? ExtendedAttributes.Read(entry) : null,
        };
    }

    /// <summary>Changes owner, permissions, extended attributes and times, in this order: a change of owner may take permissions away.</summary>
    public static void Set(LinuxRoot root, StoragePath path, StorageAttributes attributes)
    {
        uint user = Id(attributes.Owner?.UserId, attributes.Owner?.UserName, "user");
        uint group = Id(attributes.Owner?.GroupId, attributes.Owner?.GroupName, "group");
        using SafeFileHandle entry = Pin(root, path, out Statx stat);
        if (stat.IsLink)
        {
            throw new ErrnoException(Errno.ELOOP, "openat");
        }

        if (attributes.Owner is not null)
        {
            PinnedEntry.TryChangeOwner(entry, user, group).ThrowIfFailed("fchownat");
        }

        if (attributes.Permissions is { } mode)
        {
            PinnedEntry.TryChangeMode(entry, mode).ThrowIfFailed("chmod");
        }

        foreach ((string name, ReadOnlyMemory<byte> value) in attributes.ExtendedAttributes ?? new Dictionary<string, ReadOnlyMemory<byte>>())
        {
            PinnedEntry.TrySetAttribute(entry, LinuxName.Encode(name), value.Span).ThrowIfFailed("setxattr", name);
        }

        if (attributes.LastModified is not null || attributes.LastAccessed is not null)
        {
            PinnedEntry.TrySetTimes(entry, TimeSpec.From(attributes.LastAccessed), TimeSpec.From(attributes.LastModified)).ThrowIfFailed("utimensat");
            CheckKept(NameCalls.Stat(entry), attributes);
        }
    }

    private static SafeFileHandle Pin(LinuxRoot root, StoragePath path, out Statx stat)
    {
        using LinuxPlace place = root.Find(path, followLast: root.FollowsLinks);
        NameCalls.TryOpen(place.Directory, place.Name, OpenFlags.PathOnly, 0, out SafeFileHandle entry).ThrowIfFailed("openat");
        try
        {
            stat = NameCalls.Stat(entry);
            return entry;
        }
        catch
        {
            entry.Dispose();
            throw;
        }
    }

    private static uint Id(long? id, string? name, string what) => id switch
    {
        null when name is null => uint.MaxValue,
        null => throw new StorageException(StorageErrorKind.Unsupported, $"the {what} is given by name ('{name}'); give its numeric id."),
        < 0 or >= uint.MaxValue => throw new ArgumentOutOfRangeException(nameof(id), id, $"The {what}'s id must be 0 to {uint.MaxValue - 1}."),
        _ => (uint)id,
    };

    // File systems bend a time that they cannot keep to the nearest that they can, and say nothing.
    private static void CheckKept(in Statx stat, StorageAttributes attributes)
    {
        if (attributes.LastModified is { } wanted && (stat.Modified.ToTime() - wanted).Duration() > TimeSpan.FromSeconds(2))
        {
            throw new StorageException(StorageErrorKind.Unsupported, $"the file system cannot keep the time {wanted:u}; the nearest that it keeps is {stat.Modified.ToTime():u}.");
        }
    }
}
