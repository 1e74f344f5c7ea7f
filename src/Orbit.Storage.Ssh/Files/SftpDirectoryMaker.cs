using Renci.SshNet.Common;
using Renci.SshNet.Sftp;

namespace Orbit.Storage.Ssh.Files;

/// <summary>Makes directories, parents included, and takes those that somebody else makes meanwhile for its own.</summary>
internal sealed class SftpDirectoryMaker(SftpView view, SshStore store)
{
    private readonly List<string> _made = [];

    /// <summary>What was made, parents first.</summary>
    public IReadOnlyList<string> Made => _made;

    public bool Make(StoragePath path, CreateDirectoryOptions asked)
    {
        if (view.TryLook(path) is { } existing)
        {
            if (existing.IsSymbolicLink)
            {
                existing = view.TryFind(path) ?? throw SftpErrors.LinkInTheWay();
            }

            return existing.IsDirectory ? false : throw SftpErrors.AlreadyExists();
        }

        string parent = asked.CreateParents ? MakeParents(path) : view.DirectoryOf(path);
        MakeOne(path, SftpPath.Combine(parent, SftpPath.LastOf(view.NameOf(path))), asked.Permissions ?? store.Options.DirectoryPermissions);
        return true;
    }

    /// <summary>Makes the directories that a path lies in.</summary>
    /// <returns>The last of them, under its own name.</returns>
    public string MakeParents(StoragePath path)
    {
        StoragePath parent = path.Parent;
        if (view.TryFind(parent) is { } existing)
        {
            return existing.IsDirectory ? existing.FullName : throw SftpErrors.NotADirectory();
        }

        if (path.IsRoot)
        {
            throw new StorageException(StorageErrorKind.ContainerNotFound, "the root was removed; make it again and open the backend anew.");
        }

        // A link that leads nowhere would be resolved, and the directory be made where it leads.
        if (view.TryLook(parent) is { IsSymbolicLink: true })
        {
            throw SftpErrors.LinkInTheWay();
        }

        string name = SftpPath.Combine(MakeParents(parent), SftpPath.LastOf(view.NameOf(parent)));
        MakeOne(parent, name, store.Options.DirectoryPermissions);
        return name;
    }

    /// <summary>Removes again what was made and is still empty.</summary>
    public static void Remove(SftpView view, IReadOnlyList<string> made)
    {
        for (int i = made.Count - 1; i >= 0; i--)
        {
            try
            {
                view.Client.DeleteDirectory(made[i]);
            }
            catch (SshException)
            {
                // Somebody uses it already, or removed it; or there is no connection any more, which is what failed before.
                return;
            }
        }
    }

    private void MakeOne(StoragePath path, string name, UnixFileMode? mode)
    {
        try
        {
            view.Client.CreateDirectory(name);
            store.Directories.NoteMade(name);
            _made.Add(name);
        }
        catch (SftpException failure) when (SftpErrors.IsUnexplained(failure))
        {
            if (view.TryFind(path) is not { } existing)
            {
                throw SftpErrors.ExplainWrite(view.Client, SftpPath.DirectoryOf(name), failure);
            }

            if (!existing.IsDirectory)
            {
                throw SftpErrors.AlreadyExists(failure);
            }

            return;
        }

        if (mode is { } bits)
        {
            ISftpFile made = view.Get(name);
            SftpDescriber.SetMode(made.Attributes, bits);
            made.UpdateStatus();
        }
    }
}
