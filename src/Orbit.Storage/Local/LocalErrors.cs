namespace Orbit.Storage.Local;

/// <summary>Says what failures of the operating system mean: by error number, where .NET's own exceptions carry one too, else by type.</summary>
internal static class LocalErrors
{
    public static StorageFault? Classify(Exception failure, ILocalVolume volume)
    {
        if (failure is not ErrnoException known)
        {
            return ErrorOf(failure) is { } error ? Of(error, "", null, failure.Message, error == Errno.ENOENT && volume.IsRootMissing) : null;
        }

        return Of(known.Error, known.Call, known.Subject, known.Message, known.Error == Errno.ENOENT && volume.IsRootMissing);
    }

    /// <summary>Words a failure to open the root.</summary>
    public static StorageFault? ClassifyRoot(Exception failure, string root)
    {
        if (((failure as ErrnoException)?.Error ?? ErrorOf(failure)) is not { } error)
        {
            return null;
        }

        string name = $"the root '{StoragePathSyntax.Printable(root)}'";
        string words = error switch
        {
            Errno.ENOENT => $"{name} does not exist; make the directory, correct LocalBackendOptions.Root, or set CreateRoot = true.",
            Errno.ENOTDIR or Errno.EEXIST => $"{name} is not a directory; LocalBackendOptions.Root must name one.",
            Errno.EACCES or Errno.EPERM => $"{name} may not be entered by this process; check the permissions of it and the directories above.",
            _ => $"{name} cannot be opened: {failure.Message}",
        };
        StorageErrorKind kind = error == Errno.EEXIST ? StorageErrorKind.NotADirectory : KindOf(error, "open", isRootMissing: true);
        return new StorageFault(kind, words) { ServerCode = error.ToString() };
    }

    private static Errno? ErrorOf(Exception failure) => failure switch
    {
        FileNotFoundException or DirectoryNotFoundException => Errno.ENOENT,
        PathTooLongException => Errno.ENAMETOOLONG,
        UnauthorizedAccessException => Errno.EACCES,
        IOException when OperatingSystem.IsWindows() => WindowsErrors.Translate(failure.HResult),
        IOException when OperatingSystem.IsLinux() && Enum.IsDefined((Errno)failure.HResult) => (Errno)failure.HResult,
        IOException when !OperatingSystem.IsLinux() => BsdErrors.Translate(failure.HResult),
        _ => null,
    };

    private static StorageFault Of(Errno error, string call, string? subject, string message, bool isRootMissing)
    {
        string at = subject is null ? "" : $" (at '{StoragePathSyntax.Printable(subject)}')";
        return new StorageFault(KindOf(error, call, isRootMissing), WordsFor(error, call, message, isRootMissing) + at) { ServerCode = error.ToString() };
    }

    private static StorageErrorKind KindOf(Errno error, string call, bool isRootMissing) => error switch
    {
        Errno.ENOENT => isRootMissing ? StorageErrorKind.ContainerNotFound : StorageErrorKind.NotFound,
        Errno.EEXIST => StorageErrorKind.AlreadyExists,
        Errno.EACCES or Errno.EPERM or Errno.EROFS or Errno.ELOOP => StorageErrorKind.PermissionDenied,
        Errno.EXDEV => call == "openat2" ? StorageErrorKind.PermissionDenied : StorageErrorKind.Unsupported,
        Errno.ENOTDIR => StorageErrorKind.NotADirectory,
        Errno.EISDIR => StorageErrorKind.IsADirectory,
        Errno.ENOTEMPTY => StorageErrorKind.DirectoryNotEmpty,
        Errno.ENAMETOOLONG => StorageErrorKind.NameTooLong,
        Errno.ENOSPC or Errno.EDQUOT => StorageErrorKind.QuotaExceeded,
        Errno.EFBIG or Errno.EOVERFLOW => StorageErrorKind.TooLarge,
        Errno.EBUSY or Errno.EAGAIN or Errno.EMFILE or Errno.ENFILE or Errno.ETXTBSY or Errno.ENOMEM => StorageErrorKind.Busy,
        Errno.EILSEQ => StorageErrorKind.InvalidPath,
        Errno.ESTALE => StorageErrorKind.ObjectChanged,
        Errno.EINVAL => call is "renameat2" or "linkat" ? StorageErrorKind.Unsupported : StorageErrorKind.Other,
        Errno.EOPNOTSUPP or Errno.ENOSYS => StorageErrorKind.Unsupported,
        _ => StorageErrorKind.Other,
    };

    private static string WordsFor(Errno error, string call, string message, bool isRootMissing) => error switch
    {
        Errno.ENOENT when isRootMissing => "the root directory was removed; make it again and open the backend anew.",
        Errno.ENOENT => "there is no such file or directory.",
        Errno.EEXIST => "the target exists already; delete it first or choose another name.",
        Errno.EACCES or Errno.EPERM => $"the operating system refuses this to the process ({call}: {error}); check owner and permissions of the file and the directories above.",
        Errno.EROFS => "the file system is mounted read-only; mount it for writing.",
        Errno.ELOOP => "a symbolic link is in the way and is not followed; name what it leads to, or set SymbolicLinks = Follow.",
        Errno.EXDEV when call == "openat2" => "a symbolic link leads out of the root; links are followed only as long as they stay beneath it.",
        Errno.EXDEV => "source and destination lie on different file systems, between which nothing can be renamed; copy and delete instead.",
        Errno.ENOTDIR => "a directory is needed where something else is.",
        Errno.EISDIR => "it is a directory; name an object.",
        Errno.ENOTEMPTY => "the directory has content, hidden or unlisted entries included; Recursive = true deletes that too.",
        Errno.ENAMETOOLONG => "a name or the path is longer than the file system can hold.",
        Errno.ENOSPC => "the disk is full; free some space (the target is as it was).",
        Errno.EDQUOT => "the quota is used up; free some space or raise it (the target is as it was).",
        Errno.EFBIG or Errno.EOVERFLOW => "the file is larger than the file system, or the process's limit (ulimit -f), allows.",
        Errno.ESTALE => "the file was replaced or removed on the server that the file system comes from.",
        Errno.EIO => "the device failed to read or write; see the system's log.",
        Errno.EMFILE or Errno.ENFILE => "too many files are open; close some or raise the limit (ulimit -n).",
        Errno.EINVAL when call is "renameat2" => "the file system cannot create a name only where there is none (neither RENAME_NOREPLACE nor hard links).",
        _ => message,
    };
}
