using System.Net.Sockets;
using Renci.SshNet;
using Renci.SshNet.Common;
using Renci.SshNet.Sftp;

namespace Orbit.Storage.Ssh;

/// <summary>Turns the failures of SSH.NET and of the network into faults; the only place that knows SFTP's codes (draft-ietf-secsh-filexfer-02 section 7).</summary>
internal static class SftpErrors
{
    // Codes of later versions of the protocol (draft-ietf-secsh-filexfer-13 section 9.1), which some servers use in version 3.
    private const StatusCode NoSuchPath = (StatusCode)10;
    private const StatusCode FileAlreadyExists = (StatusCode)11;
    private const StatusCode NoSpace = (StatusCode)14;
    private const StatusCode QuotaExceeded = (StatusCode)15;
    private const StatusCode DirectoryNotEmpty = (StatusCode)18;
    private const StatusCode NotADirectoryCode = (StatusCode)19;

    // A disk with less left takes no more content: servers write in pieces of up to 32 KiB, and file systems in blocks.
    private const ulong NoRoom = 128 * 1024;

    public static StorageFault? Classify(Exception failure) => failure switch
    {
        SftpPathNotFoundException => new StorageFault(StorageErrorKind.NotFound, "there is no such file or directory.") { ServerCode = "SSH_FX_NO_SUCH_FILE" },
        SftpPermissionDeniedException => new StorageFault(
            StorageErrorKind.PermissionDenied, "the server refuses it to this user; check owner and permissions of the file and the directories above.")
        {
            ServerCode = "SSH_FX_PERMISSION_DENIED",
        },
        SftpException answer => Of(answer),
        SshOperationTimeoutException => new StorageFault(StorageErrorKind.Timeout, $"the server did not answer: {failure.Message}"),
        SshAuthenticationException => new StorageFault(StorageErrorKind.AuthenticationFailed, "the server accepted none of the credentials."),
        SshPassPhraseNullOrEmptyException => new StorageFault(StorageErrorKind.InvalidConfiguration, "the private key is encrypted and no passphrase is set."),
        ProxyException => new StorageFault(StorageErrorKind.ConnectionFailed, $"the proxy refused: {failure.Message}"),
        SocketException or SshException => new StorageFault(StorageErrorKind.Network, $"the connection broke: {failure.Message}"),
        ObjectDisposedException => new StorageFault(StorageErrorKind.Network, "the connection was closed while the call was under way."),
        _ => null,
    };

    /// <summary>Whether nothing is there: also where a file stands in the place of a directory on the way, which most servers do not tell apart.</summary>
    public static bool IsMissing(Exception failure) => failure is SftpPathNotFoundException || (failure is SftpException answer && answer.StatusCode is NoSuchPath or NotADirectoryCode);

    /// <summary>Whether the server said no without saying why: what exists, is not empty or full must be told apart by looking.</summary>
    public static bool IsUnexplained(Exception failure) =>
        failure is SftpException answer && answer.StatusCode is StatusCode.Failure or FileAlreadyExists or DirectoryNotEmpty or NoSpace or QuotaExceeded;

    /// <summary>Whether the server, or SSH.NET for it, does not know the request.</summary>
    public static bool IsUnknownRequest(Exception failure) => failure is NotSupportedException or SftpException { StatusCode: StatusCode.OperationUnsupported };

    /// <summary>Whether the connection is of no use any more.</summary>
    public static bool IsLost(Exception failure) =>
        failure is SocketException or ObjectDisposedException or SshOperationTimeoutException or SshConnectionException
        || (failure is SftpException answer && answer.StatusCode is StatusCode.NoConnection or StatusCode.ConnectionLost);

    public static StorageException Lost(Exception cause) => new(Classify(cause) ?? new StorageFault(StorageErrorKind.Network, "the connection is closed."), cause);

    /// <summary>What is told of parts that an upload did not come to: they are to be sent again in another way.</summary>
    public static StorageException UploadEnded() => new(StorageErrorKind.Network, "the upload ended before this part was stored.");

    public static StorageException NotExclusive() =>
        new(StorageFault.Unsupported("this server is not known to create a name only where there is none; leave Overwrite = true, and set Server = Other."), null);

    public static StorageException LinkInTheWay(Exception? cause = null) =>
        new(StorageErrorKind.PermissionDenied, "a symbolic link is in the way and is not followed; name what it leads to, or set SymbolicLinks = Follow.", cause);

    public static StorageException LinkLeadsOut() =>
        new(StorageErrorKind.PermissionDenied, "a symbolic link leads out of the root; links are followed only as long as they stay below it.");

    public static StorageException AlreadyExists(Exception? cause = null) =>
        new(new StorageFault(StorageErrorKind.AlreadyExists, "the target exists already; delete it first or choose another name.") { ServerCode = CodeOf(cause) }, cause);

    public static StorageException IsADirectory(Exception? cause = null) => new(StorageErrorKind.IsADirectory, "it is a directory; name an object.", cause);

    public static StorageException NotADirectory(Exception? cause = null) => new(StorageErrorKind.NotADirectory, "a directory is needed where something else is.", cause);

    public static StorageException NotEmpty(Exception cause) =>
        new(new StorageFault(StorageErrorKind.DirectoryNotEmpty, "the directory has content, hidden or unlisted entries included; Recursive = true deletes that too.") { ServerCode = CodeOf(cause) }, cause);

    public static StorageException CannotReplace(Exception cause) =>
        new(StorageErrorKind.Unsupported, "this server cannot replace a file in one step (it has no posix-rename@openssh.com); delete the target first, or set Server = Other.", cause);

    /// <summary>Words a write that the server refused without saying why: it looks whether there is room.</summary>
    public static Exception ExplainWrite(SftpClient client, string directory, Exception failure)
    {
        if (!IsUnexplained(failure) || failure is SftpException { StatusCode: NoSpace or QuotaExceeded })
        {
            return failure;
        }

        try
        {
            SftpFileSystemInformation status = client.GetStatus(directory);
            ulong block = status.BlockSize > 0 ? status.BlockSize : status.FileSystemBlockSize;
            if (status.AvailableBlocks < NoRoom / Math.Max(1, block) || (status.TotalNodes > 0 && status.AvailableNodes == 0))
            {
                return new StorageException(
                    new StorageFault(StorageErrorKind.QuotaExceeded, "the server's disk is full; free some space (the target is as it was).") { ServerCode = CodeOf(failure) }, failure);
            }
        }
        catch (Exception unseen) when (unseen is SshException or NotSupportedException or ObjectDisposedException)
        {
            // A server that does not tell leaves the failure what it is.
        }

        return failure;
    }

    /// <summary>Words a file that did not become as long as what was sent: a late refusal of the server that SSH.NET can miss.</summary>
    public static Exception ExplainSize(SftpClient client, string directory, long actual, long expected)
    {
        Exception explained = ExplainWrite(client, directory, new SftpException(StatusCode.Failure));
        return explained is StorageException
            ? explained
            : new StorageException(StorageErrorKind.LengthMismatch, $"the server has {actual} bytes of the {expected} that were sent; the target is as it was.");
    }

    private static StorageFault Of(SftpException answer) => answer.StatusCode switch
    {
        StatusCode.NoConnection or StatusCode.ConnectionLost => new StorageFault(StorageErrorKind.Network, "the server lost the connection.") { ServerCode = CodeOf(answer) },
        StatusCode.OperationUnsupported => new StorageFault(StorageErrorKind.Unsupported, "the server does not know this request.") { ServerCode = CodeOf(answer) },
        StatusCode.BadMessage => new StorageFault(StorageErrorKind.Other, "the server cannot take the request as it is: a name may be too long or of a form that it refuses.") { ServerCode = CodeOf(answer) },
        NoSuchPath => new StorageFault(StorageErrorKind.NotFound, "there is no such file or directory.") { ServerCode = CodeOf(answer) },
        NotADirectoryCode => new StorageFault(StorageErrorKind.NotADirectory, "a directory is needed where something else is.") { ServerCode = CodeOf(answer) },
        FileAlreadyExists => new StorageFault(StorageErrorKind.AlreadyExists, "the target exists already; delete it first or choose another name.") { ServerCode = CodeOf(answer) },
        NoSpace or QuotaExceeded => new StorageFault(StorageErrorKind.QuotaExceeded, "the server's disk is full; free some space (the target is as it was).") { ServerCode = CodeOf(answer) },
        _ => new StorageFault(StorageErrorKind.Other, $"the server says: {answer.Message}") { ServerCode = CodeOf(answer) },
    };

    private static string? CodeOf(Exception? failure) => failure is not SftpException answer ? null : answer.StatusCode switch
    {
        StatusCode.NoSuchFile => "SSH_FX_NO_SUCH_FILE",
        StatusCode.PermissionDenied => "SSH_FX_PERMISSION_DENIED",
        StatusCode.Failure => "SSH_FX_FAILURE",
        StatusCode.BadMessage => "SSH_FX_BAD_MESSAGE",
        StatusCode.NoConnection => "SSH_FX_NO_CONNECTION",
        StatusCode.ConnectionLost => "SSH_FX_CONNECTION_LOST",
        StatusCode.OperationUnsupported => "SSH_FX_OP_UNSUPPORTED",
        _ => ((int)answer.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture),
    };
}
