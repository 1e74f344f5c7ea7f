using Renci.SshNet.Common;
using Renci.SshNet.Sftp;

namespace Orbit.Storage.Ssh.Files;

/// <summary>Renames entries. A link is renamed itself; a directory never replaces anything.</summary>
internal static class SftpRename
{
    public static bool Run(SftpView view, SshStore store, StoragePath source, StoragePath destination, RenameOptions options)
    {
        ISftpFile moved = view.Look(source);
        SftpDirectoryMaker maker = new(view, store.Options);
        string directory = options.CreateParents ? maker.MakeParents(destination) : view.DirectoryOf(destination);
        try
        {
            string target = SftpPath.Combine(directory, SftpPath.LastOf(view.NameOf(destination)));
            ISftpFile? existing = view.TryLook(destination);
            if (existing is null)
            {
                Create(view, moved, target);
            }
            else if (!options.Overwrite || moved.IsDirectory)
            {
                throw SftpErrors.AlreadyExists();
            }
            else
            {
                Replace(view, store, moved, existing);
            }

            return true;
        }
        catch (SshException)
        {
            SftpDirectoryMaker.Remove(view, maker.Made);
            throw;
        }
    }

    /// <summary>Gives a file a name that nothing has. SFTP's own rename does not replace (draft-ietf-secsh-filexfer-02 section 6.5), and takes both names as they are.</summary>
    public static void Create(SftpView view, ISftpFile moved, string target)
    {
        try
        {
            moved.MoveTo(target);
        }
        catch (SftpException failure) when (SftpErrors.IsUnexplained(failure) && Exists(view, target))
        {
            throw SftpErrors.AlreadyExists(failure);
        }
    }

    /// <summary>Puts a file in the place of another.</summary>
    public static void Replace(SftpView view, SshStore store, ISftpFile moved, ISftpFile existing)
    {
        if (existing.IsDirectory)
        {
            throw SftpErrors.IsADirectory();
        }

        string target = existing.FullName;
        if (moved.IsSymbolicLink || existing.IsSymbolicLink)
        {
            // SSH.NET would resolve a link before it asks for posix-rename, and move what it leads to.
            existing.Delete();
            moved.MoveTo(target);
            return;
        }

        try
        {
            view.Client.RenameFile(moved.FullName, target, isPosix: true);
        }
        catch (Exception unknown) when (SftpErrors.IsUnknownRequest(unknown))
        {
            if (store.Options.Server != SshServerKind.Other)
            {
                throw SftpErrors.CannotReplace(unknown);
            }

            existing.Delete();
            moved.MoveTo(target);
        }
    }

    private static bool Exists(SftpView view, string target)
    {
        try
        {
            _ = view.GetUnresolved(target);
            return true;
        }
        catch (SftpException)
        {
            return view.Client.Exists(target);
        }
    }
}
