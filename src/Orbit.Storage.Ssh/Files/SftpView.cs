using Orbit.Storage.Local;
using Orbit.Storage.Ssh.Connection;
using Renci.SshNet;
using Renci.SshNet.Common;
using Renci.SshNet.Sftp;

namespace Orbit.Storage.Ssh.Files;

/// <summary>
/// What lies below the root, as one connection shows it. Every member blocks for some round trips. Nothing that SSH.NET does with a path by itself is
/// trusted: it lets the server resolve links first, so that the name which comes back is compared with the one that was meant.
/// </summary>
internal sealed class SftpView(SftpClient client, string root, SymbolicLinkPolicy links, RoundTripTime roundTrip)
{
    public SftpClient Client => client;

    /// <summary>Whether the server's rename creates a name only where there is none, without a race: OpenSSH makes a hard link.</summary>
    public bool IsExclusive => client.ConnectionInfo.ServerVersion?.Contains("OpenSSH", StringComparison.Ordinal) == true;

    public string NameOf(StoragePath path) => SftpPath.NameOf(root, path);

    /// <summary>What a path leads to: links are followed or refused, as the policy says.</summary>
    public ISftpFile Find(StoragePath path) => Checked(Get(NameOf(path)), NameOf(path));

    public ISftpFile? TryFind(StoragePath path)
    {
        try
        {
            return Find(path);
        }
        catch (SftpPathNotFoundException)
        {
            return null;
        }
    }

    /// <summary>What is under a name itself: a link is shown as the link that it is.</summary>
    public ISftpFile Look(StoragePath path)
    {
        string name = NameOf(path);
        if (path.IsRoot)
        {
            return Get(name);
        }

        if (TryGet(name) is { } plain && plain.FullName == name)
        {
            return plain;
        }

        ISftpFile entry = GetUnresolved(name);
        if (SftpPath.LastOf(entry.FullName) != SftpPath.LastOf(name) || !IsPlaceOf(path, SftpPath.DirectoryOf(entry.FullName)))
        {
            // The server resolved the long form too, or a directory on the way is a link: its own directory tells.
            entry = LookInto(path);
        }

        return entry;
    }

    public ISftpFile? TryLook(StoragePath path)
    {
        try
        {
            return Look(path);
        }
        catch (SftpPathNotFoundException)
        {
            return null;
        }
    }

    /// <summary>The directory that a path lies in, under its own name.</summary>
    public string DirectoryOf(StoragePath path)
    {
        ISftpFile parent = Find(path.Parent);
        return parent.IsDirectory ? parent.FullName : throw SftpErrors.NotADirectory();
    }

    /// <summary>Whether a name without links lies at or below the root.</summary>
    public bool IsWithin(string full) => root == "/" || full == root || (full.StartsWith(root, StringComparison.Ordinal) && full[root.Length] == '/');

    /// <summary>Refuses what a link led to, unless links are followed and it stayed below the root.</summary>
    public ISftpFile Checked(ISftpFile found, string asked)
    {
        if (found.IsSymbolicLink || (links != SymbolicLinkPolicy.Follow && found.FullName != asked))
        {
            throw SftpErrors.LinkInTheWay();
        }

        return IsWithin(found.FullName) ? found : throw SftpErrors.LinkLeadsOut();
    }

    /// <summary>What the server resolves a name to.</summary>
    public ISftpFile Get(string name)
    {
        try
        {
            long started = roundTrip.Start();
            ISftpFile found = client.Get(name);
            roundTrip.Note(started, trips: 2);
            return found;
        }
        catch (SftpException missing) when (missing is not SftpPathNotFoundException && (SftpErrors.IsMissing(missing) || (SftpErrors.IsUnexplained(missing) && IsBelowFile(name))))
        {
            throw new SftpPathNotFoundException(missing.Message, name, missing);
        }
    }

    /// <summary>What is under a name, by a form of it that OpenSSH resolves all of but the last part. The answer's own name says whether that held.</summary>
    public ISftpFile GetUnresolved(string name)
    {
        try
        {
            return client.Get(SftpPath.Unresolved(name));
        }
        catch (SftpException missing) when (!SftpErrors.IsLost(missing))
        {
            // Where the directory is missing too, SSH.NET asks for the long form itself, and servers refuse that each in its way.
            throw new SftpPathNotFoundException(missing.Message, name, missing);
        }
    }

    // Most servers say of such a name that there is nothing; some say "failure".
    private bool IsBelowFile(string name) => name != root && TryGet(SftpPath.DirectoryOf(name)) is not { IsDirectory: true };

    private ISftpFile? TryGet(string name)
    {
        try
        {
            return Get(name);
        }
        catch (SftpPathNotFoundException)
        {
            return null;
        }
    }

    private bool IsPlaceOf(StoragePath path, string directory) =>
        links == SymbolicLinkPolicy.Follow ? IsWithin(directory) : directory == NameOf(path.Parent);

    private ISftpFile LookInto(StoragePath path)
    {
        string directory = DirectoryOf(path);
        string name = SftpPath.LastOf(NameOf(path));
        return client.ListDirectory(directory).FirstOrDefault(entry => entry.Name == name)
            ?? throw new SftpPathNotFoundException("There is no such entry in its directory.", SftpPath.Combine(directory, name));
    }
}
