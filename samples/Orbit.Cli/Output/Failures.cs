using Microsoft.Extensions.Options;
using Orbit.Storage;

namespace Orbit.Cli.Output;

/// <summary>Reports what ended a command, and tells the exit code.</summary>
internal static class Failures
{
    private const int BrokenPipe = 32;

    /// <returns>The exit code; null where the failure is a fault of this program, which then shows itself.</returns>
    public static int? Report(Report report, Exception failure)
    {
        switch (failure)
        {
            case UsageException usage:
                return Tell(report, "Usage", usage.Message, null, ExitCode.Usage);
            case OptionsValidationException options:
                return Tell(report, nameof(StorageErrorKind.InvalidConfiguration), string.Join(' ', options.Failures), null, ExitCode.Usage);
            case StorageException { InnerException: IOException { HResult: BrokenPipe } }:
                return ExitCode.OutputClosed;
            case StorageException storage:
                int code = storage.Kind is StorageErrorKind.InvalidConfiguration ? ExitCode.Usage : ExitCode.Failure;
                return Tell(report, storage.Kind.ToString(), storage.Message, Advice.For(storage.Kind), code);
            case IOException { HResult: BrokenPipe }:
                return ExitCode.OutputClosed;
            case IOException or UnauthorizedAccessException:
                return Tell(report, nameof(StorageErrorKind.Other), failure.Message, null, ExitCode.Failure);
            default:
                return null;
        }
    }

    private static int Tell(Report report, string kind, string message, string? advice, int exitCode)
    {
        report.Error(kind, message, advice, exitCode);
        return exitCode;
    }
}
