using Orbit.Storage.Ssh.Connection;
using Renci.SshNet.Common;
using Renci.SshNet.Sftp;

namespace Orbit.Storage.Ssh.Files;

/// <summary>
/// A small file, read or written by one call that blocks for a few round trips: bringing several threads together for each request costs more than the request
/// (docs/decisions/0133).
/// </summary>
internal static class SftpSmallFile
{
    /// <summary>The largest that is read so, which every server sends in one packet (draft-ietf-secsh-filexfer-02 section 3): 32 KiB.</summary>
    public const int Limit = 32 * 1024;

    /// <summary>Reads a file. It is looked at again after its last byte, as always (docs/decisions/0107).</summary>
    /// <param name="view">The connection.</param>
    /// <param name="path">Its path.</param>
    /// <param name="file">What was there a moment ago: a file.</param>
    /// <returns>Its bytes; null where it was changed meanwhile, and is to be read in the usual way.</returns>
    public static byte[]? TryRead(SftpView view, StoragePath path, ISftpFile file)
    {
        SftpFileStream handle = view.Client.Open(file.FullName, FileMode.Open, FileAccess.Read);
        try
        {
            byte[] content = new byte[file.Length];
            int length = handle.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);

            // Where it has gone since, the handle has had all of it.
            bool isWhole = length == content.Length && (view.TryFind(path) is not { } now || IsSame(now, file));
            Close(handle);
            return isWhole ? content : null;
        }
        catch (Exception failure) when (!SftpErrors.IsLost(failure))
        {
            Close(handle);
            throw;
        }
    }

    /// <summary>Makes a file, and returns when the server has closed it: some file systems say only then that they could not keep it.</summary>
    /// <param name="lease">The connection.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="content">All of its bytes.</param>
    public static bool Write(SftpLease lease, string name, ReadOnlySpan<byte> content)
    {
        SftpFileStream handle = lease.Client.Open(name, FileMode.Create, FileAccess.Write);
        try
        {
            handle.Write(content);
            handle.Flush();
        }
        catch (Exception failure)
        {
            if (failure is SshOperationTimeoutException)
            {
                // Closing writes again what was not written, and would wait for room in the window for ever.
                lease.Abort();
            }

            Close(handle);
            throw;
        }

        try
        {
            handle.Dispose();
        }
        catch (Exception lost) when (SftpErrors.IsLost(lost))
        {
            // The server has answered for every byte, and closes the handle with the connection.
        }

        return true;
    }

    private static bool IsSame(ISftpFile now, ISftpFile before) => now.Length == before.Length && now.LastWriteTimeUtc == before.LastWriteTimeUtc;

    private static void Close(SftpFileStream handle)
    {
        try
        {
            handle.Dispose();
        }
        catch (Exception closing) when (closing is SshException or ObjectDisposedException)
        {
            // The connection is gone, and the handle with it; what it was for is done.
        }
    }
}
