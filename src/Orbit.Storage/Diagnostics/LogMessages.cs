using Microsoft.Extensions.Logging;

namespace Orbit.Storage.Diagnostics;

/// <summary>Every log message of the core. Paths are logged; secrets never reach this file.</summary>
internal static partial class LogMessages
{
    [LoggerMessage(1, LogLevel.Warning, "{Backend}: trying again after a {Kind} failure: {Reason}")]
    public static partial void Retrying(this ILogger logger, string backend, StorageErrorKind kind, string reason);

    [LoggerMessage(2, LogLevel.Warning, "{Backend}: could not tidy up after a failed write of '{Path}'; the sweeper will")]
    public static partial void AbortFailed(this ILogger logger, Exception failure, string backend, StoragePath path);

    [LoggerMessage(3, LogLevel.Debug, "{Backend}: {Operation} '{Path}' failed: {Kind}")]
    public static partial void OperationFailed(this ILogger logger, string backend, string operation, StoragePath path, StorageErrorKind kind);

    [LoggerMessage(4, LogLevel.Warning, "A receiver of progress threw; the transfer goes on without it")]
    public static partial void ProgressFailed(this ILogger logger, Exception failure);

    [LoggerMessage(10, LogLevel.Warning, "The source of a write did not close in good order; the write has its outcome already")]
    public static partial void SourceClosingFailed(this ILogger logger, Exception failure);

    [LoggerMessage(11, LogLevel.Warning, "{Backend}: what a write of '{Path}' had open did not close in good order; the write has its outcome already")]
    public static partial void SinkClosingFailed(this ILogger logger, Exception failure, string backend, StoragePath path);

    [LoggerMessage(12, LogLevel.Information, "{Backend}: goes on with an interrupted write of '{Path}': {Trusted} of the {Stored} parts that are stored can be trusted")]
    public static partial void WriteResumed(this ILogger logger, string backend, StoragePath path, int trusted, int stored);

    [LoggerMessage(13, LogLevel.Warning, "The journal '{Journal}' of a write that has ended well could not be deleted; delete it")]
    public static partial void JournalNotDeleted(this ILogger logger, Exception failure, string journal);

    [LoggerMessage(14, LogLevel.Warning, "{Backend}: part {Part} of an interrupted write of '{Path}' could not be read back, and is sent again")]
    public static partial void PartNotReadBack(this ILogger logger, Exception failure, string backend, StoragePath path, int part);

    [LoggerMessage(20, LogLevel.Warning, "{Backend}: connections did not close in good order")]
    public static partial void ClosingFailed(this ILogger logger, Exception failure, string backend);

    [LoggerMessage(30, LogLevel.Debug, "A body did not close in good order")]
    public static partial void BodyDidNotClose(this ILogger logger, Exception failure);

    [LoggerMessage(EventId = 40, Message = "{Backend}: {Operation} '{Path}' took {Milliseconds:0.0} ms")]
    public static partial void CallEnded(this ILogger logger, LogLevel level, string backend, string operation, StoragePath path, double milliseconds);

    [LoggerMessage(EventId = 41, Message = "{Backend}: {Operation} '{Path}' to '{Destination}' took {Milliseconds:0.0} ms")]
    public static partial void PairEnded(this ILogger logger, LogLevel level, string backend, string operation, StoragePath path, StoragePath destination, double milliseconds);

    [LoggerMessage(EventId = 42, Message = "{Backend}: {Operation} '{Path}' gave {Count} results in {Milliseconds:0.0} ms")]
    public static partial void SequenceEnded(this ILogger logger, LogLevel level, string backend, string operation, StoragePath path, long count, double milliseconds);

    [LoggerMessage(EventId = 43, Message = "{Backend}: the {Operation} of '{Path}', {Bytes} bytes, ended after {Milliseconds:0.0} ms")]
    public static partial void BytesMoved(this ILogger logger, LogLevel level, string backend, string operation, StoragePath path, long bytes, double milliseconds);

    [LoggerMessage(EventId = 44, Message = "{Backend}: {Operation} '{Path}' was cancelled after {Milliseconds:0.0} ms")]
    public static partial void CallCanceled(this ILogger logger, LogLevel level, string backend, string operation, StoragePath path, double milliseconds);

    [LoggerMessage(45, LogLevel.Warning, "{Backend}: {Operation} '{Path}' failed with {Kind} after {Milliseconds:0.0} ms: {Reason}")]
    public static partial void CallFailed(this ILogger logger, string backend, string operation, StoragePath path, string kind, string reason, double milliseconds);
}
