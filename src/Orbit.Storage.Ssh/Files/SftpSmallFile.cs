using Renci.SshNet.Common;
using Renci.SshNet.Sftp;

namespace Orbit.Storage.Ssh.Files;

/// <summary>
/// A small file, read by one call that blocks for a few round trips: bringing several threads together for each request costs more than the request
/// (docs/decisions/0133).
/// </summary>
internal static class SftpSmallFile
{
    /// <summary>The largest that is read so, which every server sends in one packet (draft-ietf-secsh-filexfer-02 section 3): 32 KiB.</summary>
    public const int Limit = 32 * 1024;

    /// <summary>Reads a file that a listing has shown.</summary>
    /// <param name="view">The connection.</param>
    /// <param name="path">Its path.</param>
    /// <param name="listed">What was shown.</param>
    /// <returns>The file and its bytes; null where it is not what was shown any more, or cannot be read, and is to be looked at.</returns>
    public static (ISftpFile File, byte[] Content)? TryReadListed(SftpView view, StoragePath path, FileVersion listed)
    {
        try
        {
            return TryRead(view, path, listed, found: null);
        }
        catch (SftpException refused) when (!SftpErrors.IsLost(refused))
        {
            return null;
        }
    }

    /// <summary>Reads a file that was looked at.</summary>
    /// <param name="view">The connection.</param>
    /// <param name="path">Its path.</param>
    /// <param name="found">What was there a moment ago: a file.</param>
    /// <returns>The file and its bytes; null where it was changed meanwhile, and is to be read in the usual way.</returns>
    public static (ISftpFile File, byte[] Content)? TryRead(SftpView view, StoragePath path, ISftpFile found) => TryRead(view, path, FileVersion.Of(found), found);

    private static (ISftpFile File, byte[] Content)? TryRead(SftpView view, StoragePath path, FileVersion version, ISftpFile? found)
    {
        SftpFileStream handle = view.Client.Open(version.Name, FileMode.Open, FileAccess.Read);
        try
        {
            byte[] content = new byte[version.Length];
            int length = handle.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);

            // As always, after the last byte (docs/decisions/0107). Where it has gone since it was looked at, the handle has had all of it.
            ISftpFile? now = length == content.Length ? view.TryFind(path) ?? found : null;
            Close(handle);
            return now is not null && FileVersion.Of(now) == version ? (now, content) : null;
        }
        catch (Exception failure) when (!SftpErrors.IsLost(failure))
        {
            Close(handle);
            throw;
        }
    }

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
