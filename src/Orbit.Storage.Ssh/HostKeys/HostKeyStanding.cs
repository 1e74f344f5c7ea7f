namespace Orbit.Storage.Ssh.HostKeys;

/// <summary>How a server's key stands to what is known of the host.</summary>
internal enum HostKeyStanding
{
    /// <summary>It is one of the host's.</summary>
    Known,

    /// <summary>Nothing is known of the host.</summary>
    Unknown,

    /// <summary>Others are known of the host, and not this one.</summary>
    Changed,

    /// <summary>It was withdrawn.</summary>
    Revoked,
}
