using Orbit.Storage.Local;

namespace Orbit.Storage.Ssh;

/// <summary>Which directory of which server a backend holds, and how it gets there.</summary>
public sealed partial class SshBackendOptions : StorageBackendOptions
{
    /// <summary>The server's name or address. Required.</summary>
    public string Host { get; set; } = "";

    /// <summary>The server's port; 1 to 65,535. Default: 22.</summary>
    public int Port { get; set; } = 22;

    /// <summary>Who logs in. Required.</summary>
    public string User { get; set; } = "";

    /// <summary>The directory, absolute or relative to where the server starts a session. It must exist unless <see cref="CreateRoot"/>. Default: that start itself.</summary>
    public string Root { get; set; } = ".";

    /// <summary>Whether a missing root is made, parents included. Default: false, so that a mistyped or unmounted root does not fill another disk.</summary>
    public bool CreateRoot { get; set; }

    /// <summary>The password. Never shown. Default: null.</summary>
    public string? Password { get; set; }

    /// <summary>Private keys, tried in order before the password. Default: none.</summary>
    public IList<SshPrivateKey> PrivateKeys { get; init; } = [];

    /// <summary>The file of known hosts that the server's key is verified against. Default: null, <c>~/.ssh/known_hosts</c>.</summary>
    public string? KnownHostsFile { get; set; }

    /// <summary>How many connections a backend has at most; 1 to 64. Default: 4.</summary>
    public int MaxConnections { get; set; } = 4;

    /// <summary>What is done with symbolic links below the root; the root itself may be reached through links. Default: <see cref="SymbolicLinkPolicy.Hide"/>.</summary>
    public SymbolicLinkPolicy SymbolicLinks { get; set; }

    /// <summary>POSIX permissions of new files whose write names none. A file that is replaced keeps its own. Default: null, the server's own.</summary>
    public UnixFileMode? FilePermissions { get; set; }

    /// <summary>POSIX permissions of directories made as parents, or without any named. Default: null, the server's own.</summary>
    public UnixFileMode? DirectoryPermissions { get; set; }

    /// <inheritdoc/>
    public override IEnumerable<string> Validate()
    {
        foreach (string problem in base.Validate())
        {
            yield return problem;
        }

        if (string.IsNullOrWhiteSpace(Host))
        {
            yield return "Host is empty; name the server.";
        }

        if (string.IsNullOrEmpty(User))
        {
            yield return "User is empty; name who logs in.";
        }

        if (Port is < 1 or > 65535)
        {
            yield return $"Port is {Port}; it must be 1 to 65535.";
        }

        if (MaxConnections is < 1 or > 64)
        {
            yield return $"MaxConnections is {MaxConnections}; it must be 1 to 64.";
        }
    }
}
