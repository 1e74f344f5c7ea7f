using Orbit.Storage.Ssh.Connection;
using Renci.SshNet;
using Renci.SshNet.Sftp;

namespace Orbit.Storage.Ssh.Files;

/// <summary>Reads directories from the server without a token, which would leave its handle open there: who has enough breaks off.</summary>
internal static class SftpDirectory
{
    /// <summary>The entries of a directory, the two that name itself and its parent left out.</summary>
    public static async IAsyncEnumerable<ISftpFile> ReadAsync(SftpClient client, string directory)
    {
        await foreach (ISftpFile entry in client.ListDirectoryAsync(directory, CancellationToken.None).ConfigureAwait(false))
        {
            if (entry.Name is not ("." or ".."))
            {
                yield return entry;
            }
        }
    }

    /// <summary>Tells why the server did not delete a directory.</summary>
    public static async Task ThrowIfNotEmptyAsync(SshStore store, ISftpFile directory, CancellationToken cancellationToken)
    {
        SftpLease lease = await store.Sessions.LeaseAsync(cancellationToken).ConfigureAwait(false);
        await using (lease.ConfigureAwait(false))
        {
            await foreach (ISftpFile _ in ReadAsync(lease.Client, directory.FullName).ConfigureAwait(false))
            {
                throw SftpErrors.NotEmpty(new IOException($"The directory '{SftpPath.FromWire(directory.FullName)}' has entries."));
            }
        }

        throw new StorageException(StorageErrorKind.Other, "the server does not delete the directory, although it is empty, and does not say why (it may be in use).");
    }
}
