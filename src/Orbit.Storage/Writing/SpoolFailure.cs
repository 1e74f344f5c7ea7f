namespace Orbit.Storage.Writing;

/// <summary>Says what went wrong with the temporary file of a part, so that nobody takes it for a fault of the store.</summary>
internal static class SpoolFailure
{
    private const int UnixNoSpace = 28;
    private const int LinuxQuota = 122;
    private const int MacQuota = 69;
    private const int WindowsHandleDiskFull = unchecked((int)0x80070027);
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    public static StorageException Describe(Exception failure, string directory) => failure switch
    {
        { HResult: UnixNoSpace or LinuxQuota or MacQuota or WindowsHandleDiskFull or WindowsDiskFull } => new StorageException(
            StorageErrorKind.QuotaExceeded,
            $"the spool directory '{directory}' is full. A part that is larger than the memory budget allows passes through it: name another in Transfer.SpoolDirectory, "
            + "state ExpectedLength, so that parts stay small, or give TransferMemory a larger capacity.",
            failure),
        DirectoryNotFoundException => new StorageException(
            StorageErrorKind.InvalidConfiguration, $"the spool directory '{directory}' does not exist; make it, or name another in Transfer.SpoolDirectory.", failure),
        UnauthorizedAccessException => new StorageException(
            StorageErrorKind.PermissionDenied, $"the spool directory '{directory}' cannot be written to; name another in Transfer.SpoolDirectory.", failure),
        _ => new StorageException(StorageErrorKind.Other, $"a temporary file in the spool directory '{directory}' failed: {failure.Message}", failure),
    };
}
