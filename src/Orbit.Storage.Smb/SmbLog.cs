using Microsoft.Extensions.Logging;

namespace Orbit.Storage.Smb;

/// <summary>What the backend logs.</summary>
internal static partial class SmbLog
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "A temporary file beside '{Target}' could not be removed; SweepAsync removes it later.")]
    public static partial void NotRemoved(ILogger logger, Exception failure, string target);
}
