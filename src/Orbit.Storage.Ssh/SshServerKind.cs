namespace Orbit.Storage.Ssh;

/// <summary>Which make of server a backend talks to, as far as it decides what can be promised.</summary>
public enum SshServerKind
{
    /// <summary>OpenSSH's own (<c>internal-sftp</c>, <c>sftp-server</c>): it creates without a race, by hard link, and replaces in one step.</summary>
    OpenSsh = 0,

    /// <summary>Any other: nothing is promised that only some servers keep. Create-only writes, renames and copies are refused.</summary>
    Other,
}
