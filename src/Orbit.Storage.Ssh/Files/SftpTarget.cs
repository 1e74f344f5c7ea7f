using Renci.SshNet.Common;
using Renci.SshNet.Sftp;

namespace Orbit.Storage.Ssh.Files;

/// <summary>Where a write goes, under its own name, and what is there when it begins.</summary>
internal sealed class SftpTarget
{
    // A file that is replaced does not pass on these.
    private const UnixFileMode NotKept = UnixFileMode.SetUser | UnixFileMode.SetGroup | UnixFileMode.StickyBit;

    public required StoragePath Path { get; init; }

    public required string Directory { get; init; }

    public required string FullName { get; init; }

    public required ISftpFile? Existing { get; init; }

    public required bool Overwrite { get; init; }

    public required UnixFileMode? Permissions { get; init; }

    public required DateTimeOffset? LastModified { get; init; }

    /// <summary>Whether its directory was seen for another file, and not looked at again.</summary>
    public required bool IsDirectoryAssumed { get; init; }

    /// <summary>Directories that were made for it.</summary>
    public required IReadOnlyList<string> Made { get; init; }

    public bool Exists => Existing is not null;

    /// <param name="view">What lies below the root.</param>
    /// <param name="store">The backend's.</param>
    /// <param name="path">The target.</param>
    /// <param name="options">Whether it may exist, and whether parents are made.</param>
    /// <param name="mayAssume">Whether a directory that was there a moment ago is taken to be there, and one that was made then to have no such name yet: who publishes finds out.</param>
    public static SftpTarget Find(SftpView view, SshStore store, StoragePath path, WriteOptions options, bool mayAssume)
    {
        if (!options.Overwrite && !view.IsExclusive)
        {
            throw SftpErrors.NotExclusive();
        }

        string parent = view.NameOf(path.Parent);
        bool isFree = mayAssume && store.Directories.TryTake(parent, view.NameOf(path));
        ISftpFile? existing = isFree ? null : view.TryFind(path);
        if (existing is { IsDirectory: true })
        {
            throw SftpErrors.IsADirectory();
        }

        if (existing is not null && !options.Overwrite)
        {
            throw SftpErrors.AlreadyExists();
        }

        SftpDirectoryMaker maker = new(view, store);
        bool isAssumed = isFree || (existing is null && mayAssume && store.Directories.Knows(parent));
        string directory = existing is not null ? SftpPath.DirectoryOf(existing.FullName)
            : isAssumed ? parent
            : options.CreateParents ? maker.MakeParents(path)
            : view.DirectoryOf(path);
        if (!isAssumed && directory == parent)
        {
            store.Directories.Note(parent);
        }

        string name = existing?.FullName ?? SftpPath.Combine(directory, SftpPath.LastOf(view.NameOf(path)));
        if (!isFree)
        {
            // Perhaps the directory was made just now, for this file.
            store.Directories.TryTake(directory, name);
        }

        return new SftpTarget
        {
            Path = path,
            Directory = directory,
            FullName = name,
            Existing = existing,
            Overwrite = options.Overwrite,
            Permissions = options.Permissions ?? (existing is null ? store.Options.FilePermissions : SftpDescriber.ModeOf(existing.Attributes) & ~NotKept),
            LastModified = options.LastModified,
            IsDirectoryAssumed = isAssumed,
            Made = maker.Made,
        };
    }

    /// <summary>What is under the name now; null where nothing is, or a link that leads nowhere. A link is not gone through: there was none when the write began.</summary>
    public ISftpFile? Look(SftpView view)
    {
        try
        {
            ISftpFile found = view.Get(FullName);
            return found.FullName == FullName && !found.IsSymbolicLink ? found : throw SftpErrors.LinkInTheWay();
        }
        catch (SftpPathNotFoundException)
        {
            return null;
        }
    }
}
