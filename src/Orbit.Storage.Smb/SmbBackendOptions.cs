namespace Orbit.Storage.Smb;

/// <summary>Which directory of which share a backend holds, who goes there, and how it is protected.</summary>
public sealed class SmbBackendOptions : StorageBackendOptions
{
    /// <summary>The server's name or address. Required.</summary>
    public string Host { get; set; } = "";

    /// <summary>The server's port; 1 to 65,535. Default: 445.</summary>
    public int Port { get; set; } = 445;

    /// <summary>The share's name. Required.</summary>
    public string Share { get; set; } = "";

    /// <summary>The directory in the share, separated by <c>/</c>. It must exist unless <see cref="CreateRoot"/>. Default: empty, the share's own root.</summary>
    public string Root { get; set; } = "";

    /// <summary>Whether a missing root is made, parents included. Default: false, so that a mistyped root does not go unnoticed.</summary>
    public bool CreateRoot { get; set; }

    /// <summary>The user's domain, or the server's name for an account of its own. Default: empty, the server chooses.</summary>
    public string Domain { get; set; } = "";

    /// <summary>Who logs on. Required for <see cref="SmbLogon.User"/>.</summary>
    public string User { get; set; } = "";

    /// <summary>The password. Never shown, and kept as a hash once the backend is made. Required for <see cref="SmbLogon.User"/>, may be empty. Default: null.</summary>
    public string? Password { get; set; }

    /// <summary>As whom the backend goes there. Default: <see cref="SmbLogon.User"/>.</summary>
    public SmbLogon Logon { get; set; }

    /// <summary>Whether every message is signed. Default: <see cref="SmbSigning.Required"/>.</summary>
    public SmbSigning Signing { get; set; }

    /// <summary>Whether messages are encrypted. Default: <see cref="SmbEncryption.ServerDecides"/>.</summary>
    public SmbEncryption Encryption { get; set; }

    /// <summary>The oldest version that is agreed to. Default: <see cref="SmbVersion.Smb21"/>.</summary>
    public SmbVersion MinVersion { get; set; } = SmbVersion.Smb21;

    /// <summary>The newest version that is agreed to. Default: <see cref="SmbVersion.Smb311"/>.</summary>
    public SmbVersion MaxVersion { get; set; } = SmbVersion.Smb311;

    /// <summary>
    /// How long agreeing on a version, logging on and opening the share may take, after <see cref="Resilience.DeadlineOptions.Connect"/>. Above 0 and up to 24 hours, or
    /// <see cref="Timeout.InfiniteTimeSpan"/> for none. Default: 30 s.
    /// </summary>
    public TimeSpan LogonTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>After which silence a server that owes an answer is asked whether it is there; 1 s to 1 hour. Default: 10 s.</summary>
    public TimeSpan EchoAfter { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>After which silence behind that question the connection is given up; 1 s to 1 hour. Default: 30 s.</summary>
    public TimeSpan SilenceTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public override IEnumerable<string> Validate() => base.Validate().Concat(SmbOptionRules.FindProblems(this));
}
