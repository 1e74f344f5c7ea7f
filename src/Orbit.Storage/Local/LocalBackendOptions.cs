namespace Orbit.Storage.Local;

/// <summary>Which directory a local backend holds, and how it treats it.</summary>
public sealed class LocalBackendOptions : StorageBackendOptions
{
    private const int PermissionBits = 0xfff;

    /// <summary>The directory, absolute or relative to the process's current directory. Required; it must exist unless <see cref="CreateRoot"/>.</summary>
    public string Root { get; set; } = "";

    /// <summary>Whether a missing root is made, parents included. Default: false, so that a mistyped or unmounted root does not fill another disk.</summary>
    public bool CreateRoot { get; set; }

    /// <summary>What is done with symbolic links below the root; the root itself may be reached through links. Default: <see cref="SymbolicLinkPolicy.Hide"/>.</summary>
    public SymbolicLinkPolicy SymbolicLinks { get; set; }

    /// <summary>POSIX permissions of new files whose write names none. A file that is replaced keeps its own. Default: null, rw-rw-rw- less the process's umask.</summary>
    public UnixFileMode? FilePermissions { get; set; }

    /// <summary>POSIX permissions of directories made as parents, or without any named. Default: null, rwxrwxrwx less the process's umask.</summary>
    public UnixFileMode? DirectoryPermissions { get; set; }

    /// <inheritdoc/>
    public override IEnumerable<string> Validate()
    {
        foreach (string problem in base.Validate())
        {
            yield return problem;
        }

        if (string.IsNullOrWhiteSpace(Root))
        {
            yield return "Root is empty; name the directory that the backend is to hold.";
        }
        else if (Root.Contains('\0', StringComparison.Ordinal))
        {
            yield return "Root holds the character NUL, which no directory's name can.";
        }

        if (!Enum.IsDefined(SymbolicLinks))
        {
            yield return $"SymbolicLinks is {SymbolicLinks}; it must be Hide, Show or Follow.";
        }

        foreach ((string name, UnixFileMode? mode) in new[] { (nameof(FilePermissions), FilePermissions), (nameof(DirectoryPermissions), DirectoryPermissions) })
        {
            if (mode is { } set && ((int)set & ~PermissionBits) != 0)
            {
                yield return $"{name} is {(int)set}; it may hold the twelve permission bits alone.";
            }
            else if (mode is not null && OperatingSystem.IsWindows())
            {
                yield return $"{name} is set; Windows has no POSIX permissions, leave it out.";
            }
        }
    }
}
