using System.Globalization;
using Orbit.Storage;

namespace Orbit.Cli.Output;

/// <summary>Lines for people, and for what reads lines.</summary>
internal sealed class PlainReport(TextWriter output, TextWriter errors, bool quiet, bool verbose) : Report(output, errors, quiet, verbose)
{
    public override void Entry(StorageEntry entry, string path)
    {
        string size = entry.Kind switch
        {
            StorageEntryKind.Directory => "dir",
            StorageEntryKind.SymbolicLink => "link",
            _ => entry.Size?.ToString(CultureInfo.InvariantCulture) ?? "?",
        };
        WriteResult($"{size,14}  {entry.LastModified?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),-19}  {Shown.Printable(path)}");
    }

    public override void Details(StorageEntry entry, string shown)
    {
        EntryLine line = Describe.Entry(entry, Shown.Printable(shown));
        Field("path", line.Path);
        Field("kind", line.Kind);
        Field("size", line.Size is { } size ? string.Create(CultureInfo.InvariantCulture, $"{size} ({Units.Bytes(size)})") : null);
        Field("modified", line.Modified?.ToString("O", CultureInfo.InvariantCulture));
        Field("created", line.Created?.ToString("O", CultureInfo.InvariantCulture));
        Field("permissions", line.Permissions);
        Field("owner", line.Owner);
        Field("content type", line.ContentType);
        Field("entity tag", line.ETag);
        Field("version", line.VersionId);
        Field("checksum", line.Checksum);
        foreach ((string key, string value) in line.Metadata ?? new Dictionary<string, string>())
        {
            Field($"metadata {key}", value);
        }
    }

    public override void Event(TreeEvent happened, bool isResult)
    {
        string text = $"{Word(happened.Action)} {Shown.Printable(happened.Path.ToString())}";
        if (happened.Failure is { } failure)
        {
            WriteError($"{text}: {Shown.Printable(failure.Message)}");
        }
        else if (isResult ? IsVerbose || happened.Action is not TreeAction.Unchanged : IsVerbose || (happened.Action is TreeAction.Skipped && !IsQuiet))
        {
            WriteResult(happened.Reason is null ? text : $"{text} ({Shown.Printable(happened.Reason)})");
        }
    }

    public override void Summary(string command, TreeReport report, bool dryRun)
    {
        if (!IsQuiet)
        {
            WriteResult(SummaryText.Of(command, report, dryRun));
        }
    }

    public override void Done(DoneLine done)
    {
        if (!IsQuiet)
        {
            WriteResult($"{done.Command} {Shown.Printable(done.Path)}{(done.Bytes is { } bytes ? $": {Units.Bytes(bytes)}" : "")}{(done.ResumedBytes is > 0 and { } resumed ? $", {Units.Bytes(resumed)} of it had arrived before" : "")}");
        }
    }

    public override void Signed(UriLine signed) => WriteResult(signed.Uri);

    public override void Check(CheckLine check)
    {
        string time = check.Milliseconds is { } milliseconds ? string.Create(CultureInfo.InvariantCulture, $" ({milliseconds:0.0} ms)") : "";
        WriteResult($"{check.Result,-7} {check.Check}{time}{(check.Detail is null ? "" : $": {Shown.Printable(check.Detail)}")}");
        if (check.Advice is not null)
        {
            WriteResult($"        What to do: {check.Advice}");
        }
    }

    public override void Verdict(VerdictLine verdict) => WriteResult(verdict.Message);

    public override void Progress(in ProgressState state) => WriteError(state.ToString());

    public override void Note(string message) => WriteError(message);

    public override void Error(string kind, string message, string? advice, int exitCode) =>
        WriteError($"orbit: {Shown.Printable(message)}{(advice is null ? "" : $"{Environment.NewLine}What to do: {advice}")}");

    private static string Word(TreeAction action) => action switch
    {
        TreeAction.AttributesChanged => "permissions",
        TreeAction.DirectoryCreated => "made",
        TreeAction.Missing => "missing at the target:",
        TreeAction.Extra => "only at the target:",
        TreeAction.Different => "different:",
        _ => action.ToString().ToLowerInvariant(),
    };

    private void Field(string name, string? value)
    {
        if (value is not null)
        {
            WriteResult($"{name + ":",-14} {Shown.Printable(value)}");
        }
    }
}
