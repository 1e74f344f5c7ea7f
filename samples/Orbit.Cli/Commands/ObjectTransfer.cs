using System.CommandLine;
using Orbit.Cli.CommandLine;
using Orbit.Cli.Locations;
using Orbit.Cli.Output;
using Orbit.Storage;

namespace Orbit.Cli.Commands;

/// <summary>Copies and moves single files.</summary>
internal static class ObjectTransfer
{
    public static async Task<int> CopyAsync(Session session, ParseResult parsed, string title, Location source, Location target, CancellationToken cancellationToken)
    {
        CopyToResult? result = await TryAsync(
            session, parsed, title, options => source.Backend.CopyToAsync(source.Path, target.Backend, target.Path, options, cancellationToken));
        return Done(session, target, "copied to", result);
    }

    public static async Task<int> MoveAsync(Session session, ParseResult parsed, Location source, Location target, CancellationToken cancellationToken)
    {
        CopyToResult? result = await TryAsync(
            session, parsed, "mv", options => source.Backend.MoveToAsync(source.Path, target.Backend, target.Path, options, cancellationToken));
        return Done(session, target, "moved to", result);
    }

    private static int Done(Session session, Location target, string done, CopyToResult? result)
    {
        session.Report.Done(result is null
            ? new DoneLine { Command = "kept", Path = target.Shown }
            : new DoneLine { Command = done, Path = target.Shown, Bytes = result.Size, ResumedBytes = result.ResumedBytes });
        return ExitCode.Success;
    }

    /// <returns>Null where the target has one, which was to be kept.</returns>
    private static async Task<CopyToResult?> TryAsync(Session session, ParseResult parsed, string title, Func<CopyToOptions, Task<CopyToResult>> transfer)
    {
        ExistingObjects existing = TreeFlags.ExistingRule(parsed);
        string? journal = TransferFlags.JournalOf(parsed);
        try
        {
            return await Reports.Display(parsed, session.Report).RunAsync(title, gauge => transfer(new CopyToOptions
            {
                Overwrite = existing == ExistingObjects.Replace,
                Durable = parsed.GetValue(TransferFlags.Durable),
                PreserveTimes = null,
                Verification = TransferFlags.Verification(parsed),
                Transfer = TransferFlags.OfObject(parsed),
                Resume = journal is null ? null : new ResumeOptions { JournalFile = journal },
                Progress = gauge,
            }));
        }
        catch (StorageException kept) when (kept.Kind == StorageErrorKind.AlreadyExists && existing == ExistingObjects.Keep)
        {
            return null;
        }
    }
}
