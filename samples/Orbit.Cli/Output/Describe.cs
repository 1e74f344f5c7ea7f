using System.Globalization;
using Orbit.Storage;

namespace Orbit.Cli.Output;

/// <summary>Turns the library's values into lines.</summary>
internal static class Describe
{
    public static EntryLine Entry(StorageEntry entry, string path) => new()
    {
        Path = path,
        Kind = entry.Kind.ToString(),
        Size = entry.Size,
        Modified = entry.LastModified,
        Created = entry.Created,
        Permissions = entry.Permissions is { } mode ? Convert.ToString((int)mode, 8).PadLeft(4, '0') : null,
        Owner = entry.Owner is { } owner ? $"{Identity(owner.UserName, owner.UserId)}:{Identity(owner.GroupName, owner.GroupId)}" : null,
        ContentType = entry.ContentType,
        ETag = entry.ETag,
        VersionId = entry.VersionId,
        Checksum = entry.Checksum?.ToString(),
        Metadata = entry.Metadata is { Count: > 0 } metadata ? metadata : null,
    };

    private static string? Identity(string? name, long? number) => name ?? number?.ToString(CultureInfo.InvariantCulture);

    public static EventLine Event(TreeEvent happened) => new()
    {
        Action = happened.Action.ToString(),
        Path = happened.Path.ToString(),
        Size = happened.Size,
        Reason = happened.Failure?.Message ?? happened.Reason,
        ErrorKind = happened.Failure?.Kind.ToString(),
    };

    public static SummaryLine Summary(string command, TreeReport report, bool dryRun) => new()
    {
        Command = command,
        DryRun = dryRun,
        Transferred = report.Transferred,
        Bytes = report.TransferredBytes,
        Unchanged = report.Unchanged,
        Resumed = report.Resumed,
        ResumedBytes = report.ResumedBytes,
        Skipped = report.Skipped,
        Deleted = report.Deleted,
        Missing = report.Missing,
        Extra = report.Extra,
        Different = report.Different,
        Retried = report.Retried,
        Failed = report.Failed,
        DeletionsWithheld = report.DeletionsWithheld,
        RenamedAtOnce = report.RenamedAtOnce,
        Seconds = Math.Round(report.Elapsed.TotalSeconds, 3),
    };
}
