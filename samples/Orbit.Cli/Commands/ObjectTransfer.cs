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
        CopyToResult? result = await TryCopyAsync(session, parsed, title, source, target, cancellationToken);
        session.Report.Done(result is null
            ? new DoneLine { Command = "kept", Path = target.Shown }
            : new DoneLine { Command = "copied to", Path = target.Shown, Bytes = result.Size, ResumedBytes = result.ResumedBytes });
        return ExitCode.Success;
    }

    public static async Task<int> MoveAsync(Session session, ParseResult parsed, Location source, StorageEntry entry, Location target, CancellationToken cancellationToken)
    {
        bool overwrite = TreeFlags.ExistingRule(parsed) == ExistingObjects.Replace;
        if (ReferenceEquals(source.Backend, target.Backend) && overwrite && parsed.GetValue(TransferFlags.Journal) is null)
        {
            await source.Backend.RenameAsync(source.Path, target.Path, null, cancellationToken);
        }
        else
        {
            if (await TryCopyAsync(session, parsed, "mv", source, target, cancellationToken) is null)
            {
                session.Report.Done(new DoneLine { Command = "kept", Path = target.Shown });
                return ExitCode.Success;
            }

            await RemoveAsync(source, entry, cancellationToken);
        }

        session.Report.Done(new DoneLine { Command = "moved to", Path = target.Shown, Bytes = entry.Size });
        return ExitCode.Success;
    }

    /// <returns>Null where the target has one, which was to be kept.</returns>
    private static async Task<CopyToResult?> TryCopyAsync(Session session, ParseResult parsed, string title, Location source, Location target, CancellationToken cancellationToken)
    {
        ExistingObjects existing = TreeFlags.ExistingRule(parsed);
        string? journal = TransferFlags.JournalOf(parsed);
        try
        {
            return await Reports.Display(parsed, session.Report).RunAsync(title, gauge => source.Backend.CopyToAsync(
                source.Path,
                target.Backend,
                target.Path,
                new CopyToOptions
                {
                    Overwrite = existing == ExistingObjects.Replace,
                    Durable = parsed.GetValue(TransferFlags.Durable),
                    PreserveTimes = null,
                    Verification = TransferFlags.Verification(parsed),
                    Transfer = TransferFlags.OfObject(parsed),
                    Resume = journal is null ? null : new ResumeOptions { JournalFile = journal },
                    Progress = gauge,
                },
                cancellationToken));
        }
        catch (StorageException kept) when (kept.Kind == StorageErrorKind.AlreadyExists && existing == ExistingObjects.Keep)
        {
            return null;
        }
    }

    // What was replaced while it was copied is not what has arrived.
    private static async Task RemoveAsync(Location source, StorageEntry copied, CancellationToken cancellationToken)
    {
        StorageEntry now = await source.Backend.StatAsync(source.Path, cancellationToken);
        if (now.Size != copied.Size || now.LastModified != copied.LastModified || now.ETag != copied.ETag)
        {
            throw new StorageException(StorageErrorKind.ObjectChanged, $"'{source.Shown}' changed while it was copied, and was left where it is.");
        }

        await source.Backend.DeleteAsync(source.Path, null, cancellationToken);
    }
}
