using Orbit.Storage.Local;

namespace Orbit.Storage.Ssh;

/// <summary>Which directory of which server a backend holds, and how it gets there.</summary>
public sealed class SshBackendOptions : StorageBackendOptions
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

    /// <summary>The password, also given where the server asks for one by keyboard-interactive. Never shown. Default: null.</summary>
    public string? Password { get; set; }

    /// <summary>Private keys, tried in order before the password. Default: none.</summary>
    public IList<SshPrivateKey> PrivateKeys { get; init; } = [];

    /// <summary>Answers what the server asks by keyboard-interactive (RFC 4256), on a thread that may block. Default: null, every question that hides its answer gets <see cref="Password"/>.</summary>
    public Func<SshPrompt, string?>? Answer { get; set; }

    /// <summary>The file of known hosts that the server's key is verified against, as OpenSSH has it. Default: null, <c>~/.ssh/known_hosts</c>.</summary>
    public string? KnownHostsFile { get; set; }

    /// <summary>What is done with a server whose key that file does not have. Default: <see cref="SshHostKeyPolicy.Verify"/>, it is refused.</summary>
    public SshHostKeyPolicy HostKeys { get; set; }

    /// <summary>Fingerprints of the only keys that are trusted, as in <c>SHA256:ohD8VZEXGWo6Ez8GSEJQ9WpafgLFsOfLOtGGQCQo6Og</c>; then no file is read. Default: none.</summary>
    public IList<string> HostKeyFingerprints { get; init; } = [];

    /// <summary>A proxy on the way. Default: null, none.</summary>
    public SshProxy? Proxy { get; set; }

    /// <summary>Restricts what may be agreed with the server. Default: everything that SSH.NET has, the fastest first.</summary>
    public SshAlgorithms Algorithms { get; set; } = new();

    /// <summary>How many connections there are at most; 1 to 64. Calls beyond that share them, and where the server answers within 5 ms four transfers and more share one. Default: 4.</summary>
    public int MaxConnections { get; set; } = 4;

    /// <summary>After which time without use a connection is closed; above 0, or <see cref="Timeout.InfiniteTimeSpan"/> for never. Default: 2 minutes.</summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// How long versions, key exchange and the verification of the server's key may take, after <see cref="Resilience.DeadlineOptions.Connect"/>. Above 0 and up to 24 hours, or
    /// <see cref="Timeout.InfiniteTimeSpan"/> for none. Default: 15 s.
    /// </summary>
    public TimeSpan HandshakeTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long logging in may take, with all keys and questions. Bounds as above. Default: 30 s.</summary>
    public TimeSpan AuthenticationTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the server may take to begin with SFTP. Bounds as above. Default: 15 s.</summary>
    public TimeSpan SubsystemTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Whether SSH.NET reaches the network through a relay within this process. It makes long paths several times as fast, since SSH.NET limits its own socket's buffers, and it is what
    /// ends calls that hang; without it they end by SSH.NET's timeouts at best. Default: true.
    /// </summary>
    public bool UseRelay { get; set; } = true;

    /// <summary>What is done with symbolic links below the root; the root itself may be reached through links. Default: <see cref="SymbolicLinkPolicy.Hide"/>.</summary>
    public SymbolicLinkPolicy SymbolicLinks { get; set; }

    /// <summary>The make of the server. Default: <see cref="SshServerKind.OpenSsh"/>.</summary>
    public SshServerKind Server { get; set; }

    /// <summary>
    /// The command that starts OpenSSH's SFTP server in the user's shell, such as <c>/usr/lib/openssh/sftp-server</c> (Debian) or <c>/usr/libexec/openssh/sftp-server</c> (Fedora). It is then
    /// run on a further connection and spoken to directly, which lists many times as fast over a long way, copies on the server, and flushes writes to its disk. A server that does not run it is
    /// used as without; writes that ask for <see cref="WriteOptions.Durable"/> are then refused. Default: null, it is not run.
    /// </summary>
    public string? ServerProgram { get; set; }

    /// <summary>POSIX permissions of new files whose write names none. A file that is replaced keeps its own. Default: null, the server's own.</summary>
    public UnixFileMode? FilePermissions { get; set; }

    /// <summary>POSIX permissions of directories made as parents, or without any named. Default: null, the server's own.</summary>
    public UnixFileMode? DirectoryPermissions { get; set; }

    /// <inheritdoc/>
    public override IEnumerable<string> Validate() => base.Validate().Concat(SshOptionRules.FindProblems(this));
}
