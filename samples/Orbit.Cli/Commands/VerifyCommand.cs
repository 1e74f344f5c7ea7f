using System.CommandLine;
using Orbit.Cli.CommandLine;
using Orbit.Cli.Locations;
using Orbit.Cli.Output;
using Orbit.Storage;

namespace Orbit.Cli.Commands;

/// <summary>Compares two trees.</summary>
internal sealed class VerifyCommand : StorageCommand
{
    private readonly Argument<string> _source = Place("SOURCE", "One tree.");
    private readonly Argument<string> _target = Place("TARGET", "The other.");
    private readonly Option<bool> _ignoreExtra = new("--ignore-extra") { Description = "What only the target has is no difference." };

    public VerifyCommand(Interruption interruption)
        : base(
            "verify", "Compare what lies below two places by checksum, and change nothing. Ends with 3 where they differ.", interruption,
            "orbit verify /srv/data archive:data",
            "orbit verify --size-and-time /srv/data sftp://me@host/~/backup")
    {
        Arguments.Add(_source);
        Arguments.Add(_target);
        Options.Add(_ignoreExtra);
        ComparisonFlags.AddTo(this, ComparisonFlags.SizeOnly, ComparisonFlags.SizeAndTime);
        TreeFlags.AddTo(this);
        Options.Add(TransferFlags.Concurrency);
        Options.Add(TransferFlags.BandwidthLimit);
        Options.Add(TransferFlags.PartSize);
    }

    protected override async Task<int> RunAsync(Session session, ParseResult parsed, CancellationToken cancellationToken)
    {
        (Location source, Location target) = session.Locations.OpenPair(parsed.GetRequiredValue(_source), LocationUse.Read, parsed.GetRequiredValue(_target));
        TreeReport report = await Reports.Display(parsed, session.Report).RunAsync(
            Name, gauge => source.Backend.CompareTreesAsync(source.Path, target.Backend, target.Path, Tree(parsed, new TreeEvents(session.Report, areResults: true), gauge), cancellationToken));
        session.Report.Summary(Name, report, dryRun: false);
        return report.AreAlike ? ExitCode.Success : ExitCode.Partial;
    }

    private CompareTreesOptions Tree(ParseResult parsed, TreeEvents events, ProgressGauge gauge) => new()
    {
        Include = parsed.GetValue(TreeFlags.Include) ?? [],
        Exclude = parsed.GetValue(TreeFlags.Exclude) ?? [],
        FollowSymbolicLinks = parsed.GetValue(TreeFlags.FollowLinks),
        OnFailure = TreeFlags.FailurePolicy(parsed),
        ScratchDirectory = parsed.GetValue(TreeFlags.Scratch),
        Comparison = ComparisonFlags.Of(parsed, SyncComparison.Checksum),
        ReportExtra = !parsed.GetValue(_ignoreExtra),
        Concurrency = parsed.GetValue(TransferFlags.Concurrency) ?? 16,
        Transfer = TransferFlags.OfTree(parsed),
        Events = events,
        Progress = gauge,
    };
}
