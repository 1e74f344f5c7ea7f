using System.CommandLine;
using Orbit.Cli.CommandLine;
using Orbit.Cli.Locations;
using Orbit.Cli.Output;
using Orbit.Storage;

namespace Orbit.Cli.Commands;

/// <summary>A command that moves bytes from one place to another.</summary>
internal abstract class TransferCommand : StorageCommand
{
    protected TransferCommand(string name, string description, Interruption interruption, string source, string target, params string[] examples)
        : base(name, description, interruption, examples)
    {
        Source = Place("SOURCE", source);
        Target = Place("TARGET", target);
        Arguments.Add(Source);
        Arguments.Add(Target);
        TransferFlags.AddTo(this);
        TreeFlags.AddTo(this);
    }

    protected Argument<string> Source { get; }

    protected Argument<string> Target { get; }

    protected override string AfterInterruption(ParseResult parsed) => parsed.GetValue(TransferFlags.Journal) is { } journal
        ? $"Interrupted. What has arrived stays. To go on, run the same command with --journal '{journal}' --resume; to give it up, delete that file."
        : "Interrupted. What has arrived stays, and nothing is half written. With --journal FILE, the next one could go on where it stops.";

    protected TreeResumeOptions? Resume(ParseResult parsed, Location source, Location target) => TransferFlags.JournalOf(parsed) is { } journal
        ? new TreeResumeOptions { JournalFile = journal, Job = $"{Name} {source.Identity} -> {target.Identity}" }
        : null;

    /// <summary>Runs an operation on trees, shows its progress, and reports what it did.</summary>
    protected async Task<int> RunTreeAsync(Session session, ParseResult parsed, bool dryRun, Func<TreeEvents, ProgressGauge, Task<TreeReport>> operation)
    {
        TreeEvents events = new(session.Report, areResults: dryRun || Name == "verify");
        TreeReport report = await Reports.Display(parsed, session.Report).RunAsync(Name, gauge => operation(events, gauge));
        session.Report.Summary(Name, report, dryRun);
        return report.IsSuccess ? ExitCode.Success : ExitCode.Partial;
    }
}
