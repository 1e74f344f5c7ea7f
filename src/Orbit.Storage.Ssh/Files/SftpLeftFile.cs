using Renci.SshNet.Common;
using Renci.SshNet.Sftp;

namespace Orbit.Storage.Ssh.Files;

/// <summary>The hidden sibling that an earlier write has left.</summary>
internal static class SftpLeftFile
{
    /// <summary>Whether it is there and no link. The server resolves links: what comes back under another name was one.</summary>
    public static bool IsOrdinary(SftpView view, string name)
    {
        try
        {
            ISftpFile found = view.Get(name);
            return found.FullName == name && found.IsRegularFile && !found.IsSymbolicLink;
        }
        catch (SftpPathNotFoundException)
        {
            return false;
        }
    }

    /// <summary>Cuts it: what went on may be shorter than what was begun.</summary>
    public static void Cut(SftpView view, string name, long length)
    {
        using SftpFileStream file = view.Client.Open(name, FileMode.Open, FileAccess.Write);
        file.SetLength(length);
    }
}
