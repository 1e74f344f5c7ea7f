namespace Orbit.Storage.Transfers.Journal;

/// <summary>Says what went wrong with a journal's file, so that nobody takes it for a fault of the store.</summary>
internal static class JournalFailure
{
    private const int WindowsSharing = unchecked((int)0x80070020);
    private const int LinuxWouldBlock = 11;
    private const int MacWouldBlock = 35;
    private const int UnixNoSpace = 28;
    private const int LinuxQuota = 122;
    private const int MacQuota = 69;
    private const int WindowsHandleDiskFull = unchecked((int)0x80070027);
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    public static bool IsOne(Exception failure) => failure is (IOException and not StorageException) or UnauthorizedAccessException or NotSupportedException;

    public static StorageException Describe(Exception failure, string path) => new(Fault(failure, path), failure);

    /// <summary>The same for a file that is needed only while the process runs.</summary>
    public static StorageException DescribeScratch(Exception failure, string path) => new(
        failure.HResult is UnixNoSpace or LinuxQuota or MacQuota or WindowsHandleDiskFull or WindowsDiskFull
            ? new StorageFault(StorageErrorKind.QuotaExceeded, $"there is no room for the temporary file '{path}'; make some, or name another scratch directory.")
            : new StorageFault(StorageErrorKind.InvalidConfiguration, $"the temporary file '{path}' failed; name another scratch directory: {failure.Message}"),
        failure);

    private static StorageFault Fault(Exception failure, string path) => failure switch
    {
        { HResult: WindowsSharing or LinuxWouldBlock or MacWouldBlock } => new StorageFault(
            StorageErrorKind.Busy, $"another transfer uses the journal '{path}'; wait until it has ended, or name another file."),
        { HResult: UnixNoSpace or LinuxQuota or MacQuota or WindowsHandleDiskFull or WindowsDiskFull } => new StorageFault(
            StorageErrorKind.QuotaExceeded, $"there is no room for the journal '{path}'; make some, or name a file elsewhere."),
        DirectoryNotFoundException => new StorageFault(
            StorageErrorKind.InvalidConfiguration, $"the directory of the journal '{path}' does not exist; make it, or name a file elsewhere."),
        UnauthorizedAccessException => new StorageFault(
            StorageErrorKind.PermissionDenied, $"the journal '{path}' cannot be written to; name another file."),
        _ => new StorageFault(StorageErrorKind.Other, $"the journal '{path}' failed: {failure.Message}"),
    };
}
