using System.Net.Sockets;
using Renci.SshNet.Common;

namespace Orbit.Storage.Ssh;

/// <summary>Turns the failures of SSH.NET and of the network into faults; the only place that knows SFTP's codes (draft-ietf-secsh-filexfer-02 section 7).</summary>
internal static class SftpErrors
{
    public static StorageFault? Classify(Exception failure) => failure switch
    {
        SftpPathNotFoundException => new StorageFault(StorageErrorKind.NotFound, "there is no such file or directory."),
        SftpPermissionDeniedException => new StorageFault(StorageErrorKind.PermissionDenied, "the server refuses it to this user."),
        SshException or IOException or SocketException or ObjectDisposedException => new StorageFault(StorageErrorKind.Network, failure.Message),
        _ => null,
    };
}
