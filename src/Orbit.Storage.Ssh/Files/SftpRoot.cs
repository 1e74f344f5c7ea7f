using Orbit.Storage.Ssh.Connection;
using Renci.SshNet;
using Renci.SshNet.Common;
using Renci.SshNet.Sftp;

namespace Orbit.Storage.Ssh.Files;

/// <summary>The root's own name on the server, links on the way to it resolved: asked for once, and the measure of what lies below it.</summary>
internal sealed class SftpRoot(SshBackendOptions options, RoundTripTime roundTrip)
{
    private volatile string? _name;

    public SftpView ViewOf(SftpClient client) => new(client, _name ??= Find(client), options.SymbolicLinks, roundTrip);

    /// <summary>The name of what a path leads to; null as long as the root's is not known.</summary>
    public string? TryNameOf(StoragePath path) => _name is { } root ? SftpPath.NameOf(root, path) : null;

    private string Find(SftpClient client)
    {
        string asked = SftpPath.ToWire(options.Root) is "" or "." ? client.WorkingDirectory : SftpPath.ToWire(options.Root);
        ISftpFile root;
        try
        {
            root = client.Get(asked);
        }
        catch (SftpPathNotFoundException missing)
        {
            if (!options.CreateRoot)
            {
                throw new StorageException(
                    StorageErrorKind.ContainerNotFound, $"the root '{options.Root}' does not exist on the server; make the directory, correct SshBackendOptions.Root, or set CreateRoot = true.", missing);
            }

            Make(client, asked);
            root = client.Get(asked);
        }

        return root.IsDirectory
            ? root.FullName
            : throw new StorageException(StorageErrorKind.NotADirectory, $"the root '{options.Root}' is not a directory on the server; SshBackendOptions.Root must name one.");
    }

    private void Make(SftpClient client, string directory)
    {
        if (directory is "/" or "" || !directory.Contains('/'))
        {
            MakeOne(client, directory);
            return;
        }

        string parent = SftpPath.DirectoryOf(directory);
        if (!client.Exists(parent))
        {
            Make(client, parent);
        }

        MakeOne(client, directory);
    }

    private void MakeOne(SftpClient client, string directory)
    {
        try
        {
            client.CreateDirectory(directory);
            if (options.DirectoryPermissions is { } mode)
            {
                ISftpFile made = client.Get(directory);
                SftpDescriber.SetMode(made.Attributes, mode);
                made.UpdateStatus();
            }
        }
        catch (SftpException failure) when (SftpErrors.IsUnexplained(failure) && client.Exists(directory))
        {
            // Somebody else was faster.
        }
    }
}
