using Renci.SshNet.Common;
using Renci.SshNet.Sftp;

namespace Orbit.Storage.Ssh.Files;

/// <summary>One rename. A link is renamed itself; a directory never replaces anything.</summary>
internal sealed class SftpRename(SshStore store, StoragePath source, StoragePath destination, RenameOptions options)
{
    private ISftpFile? _sent;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await store.RunAsync(Run, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception lost) when (_sent is not null && (SftpErrors.IsLost(lost) || lost is StorageException { Kind: StorageErrorKind.Network }))
        {
            await store.RunAsync(view => Settle(view, lost), cancellationToken).ConfigureAwait(false);
        }
    }

    private bool Run(SftpView view)
    {
        if (!options.Overwrite && !view.IsExclusive)
        {
            throw SftpErrors.NotExclusive();
        }

        ISftpFile moved = view.Look(source);
        SftpDirectoryMaker maker = new(view, store);
        string directory = options.CreateParents ? maker.MakeParents(destination) : view.DirectoryOf(destination);
        try
        {
            string target = SftpPath.Combine(directory, SftpPath.LastOf(view.NameOf(destination)));
            ISftpFile? existing = view.TryLook(destination);
            if (existing is not null && (!options.Overwrite || moved.IsDirectory))
            {
                throw SftpErrors.AlreadyExists();
            }

            _sent = moved;
            if (existing is null)
            {
                Create(view, moved, target);
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
        finally
        {
            // What others noted meanwhile may have got another name, or an entry, by this.
            store.Directories.Forget();
        }
    }

    /// <summary>Finds out what a rename did whose answer was lost.</summary>
    private bool Settle(SftpView view, Exception lost)
    {
        if (view.TryLook(source) is not null)
        {
            throw lost is StorageException ? lost : SftpErrors.Lost(lost);
        }

        return view.TryLook(destination) is { } there && there.IsDirectory == _sent!.IsDirectory && there.Length == _sent.Length && there.LastWriteTimeUtc == _sent.LastWriteTimeUtc
            ? true
            : throw new StorageException(StorageErrorKind.OutcomeUnknown, "the connection broke before the server's answer, and neither name shows what was renamed.", lost);
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
