using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Orbit.Storage.Ssh.Connection;
using Orbit.Storage.Ssh.Files;

namespace Orbit.Storage.Ssh;

/// <summary>The directory on the server as the pieces of the backend see it: the connections to it, the names in it, and how it is treated.</summary>
internal sealed class SshStore
{
    public required SftpSessions Sessions { get; init; }

    public required SshBackendOptions Options { get; init; }

    /// <summary>Who the store belongs to, for the names that listings make.</summary>
    public required IStorageBackend Owner { get; init; }

    /// <summary>The root's own name.</summary>
    public required SftpRoot Root { get; init; }

    /// <summary>How many handles are open.</summary>
    public SftpHandleBudget Handles { get; } = new(512);

    /// <summary>The temporary files that writers of this backend fill now.</summary>
    public ConcurrentDictionary<string, bool> Living { get; } = new(StringComparer.Ordinal);

    /// <summary>The directories that writers have just looked at.</summary>
    public required SeenDirectories Directories { get; init; }

    /// <summary>The small files that listings have just shown.</summary>
    public required SeenFiles Files { get; init; }

    /// <summary>Who looks at a directory first.</summary>
    public required DirectoryTurns Turns { get; init; }

    public required TimeProvider Time { get; init; }

    public required ILogger Logger { get; init; }
}
