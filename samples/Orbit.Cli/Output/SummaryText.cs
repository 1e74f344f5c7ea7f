using Orbit.Storage;

namespace Orbit.Cli.Output;

/// <summary>Says in one line what was done.</summary>
internal static class SummaryText
{
    public static string Of(string command, TreeReport report, bool dryRun)
    {
        if (report.RenamedAtOnce)
        {
            return "mv: moved by one rename";
        }

        List<string> parts = [];
        if (command == "verify")
        {
            Add(parts, report.Unchanged, "alike", always: true);
            Add(parts, report.Different, "different");
            Add(parts, report.Missing, "missing at the target");
            Add(parts, report.Extra, "only at the target");
        }
        else
        {
            string rate = !dryRun && report.Elapsed.TotalSeconds > 0.1 ? $", {Units.Bytes(report.TransferredBytes / report.Elapsed.TotalSeconds)}/s" : "";
            parts.Add($"{Files(report.Transferred)} {(command == "mv" ? "moved" : "copied")} ({Units.Bytes(report.TransferredBytes)}{rate})");
            Add(parts, report.Unchanged, "unchanged");
            Add(parts, report.Resumed, "had arrived before");
            Add(parts, report.AttributesChanged, "with new permissions");
            Add(parts, report.DirectoriesCreated, "directories made");
            Add(parts, report.Deleted, "deleted");
            Add(parts, report.Retried, "begun again");
        }

        Add(parts, report.Skipped, "skipped");
        Add(parts, report.Failed, "failed");
        string withheld = report.DeletionsWithheld ? "; nothing was deleted, since something failed" : "";
        return $"{command}{(dryRun ? ", as it would be" : "")}: {string.Join(", ", parts)} in {Units.Time(report.Elapsed)}{withheld}";
    }

    private static void Add(List<string> parts, long count, string what, bool always = false)
    {
        if (count > 0 || always)
        {
            parts.Add($"{count} {what}");
        }
    }

    private static string Files(long count) => count == 1 ? "1 file" : $"{count} files";
}
