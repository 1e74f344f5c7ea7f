using Microsoft.Extensions.Logging;

namespace Orbit.Storage.Ssh.Connection;

/// <summary>Every log message of connections. Hosts and algorithms are logged; secrets never reach this file.</summary>
internal static partial class SshLog
{
    [LoggerMessage(400, LogLevel.Debug, "Connected to {Host}:{Port} with {Cipher}; the server is {Server}")]
    public static partial void Connected(this ILogger logger, string host, int port, string? cipher, string? server);

    [LoggerMessage(401, LogLevel.Debug, "The connection to {Host}:{Port} broke: {Reason}")]
    public static partial void ConnectionBroke(this ILogger logger, string host, int port, string reason);

    [LoggerMessage(402, LogLevel.Warning, "No further connection could be made, and the present ones are shared: {Reason}")]
    public static partial void NotGrown(this ILogger logger, string reason);

    [LoggerMessage(403, LogLevel.Debug, "A connection that was idle no longer answers, and is left")]
    public static partial void GoneWhileIdle(this ILogger logger, Exception failure);

    [LoggerMessage(404, LogLevel.Warning, "A connection did not close in good order")]
    public static partial void NotClosed(this ILogger logger, Exception failure);

    [LoggerMessage(405, LogLevel.Warning, "A call to the server did not end in time, and its connection was closed")]
    public static partial void CallAborted(this ILogger logger);

    [LoggerMessage(406, LogLevel.Warning, "The server's own program is not used: {Reason}")]
    public static partial void NoProgram(this ILogger logger, string reason);
}
