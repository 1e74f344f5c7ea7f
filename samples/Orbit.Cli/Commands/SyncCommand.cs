using System.CommandLine;
using Orbit.Cli.CommandLine;
using Orbit.Cli.Locations;
using Orbit.Cli.Output;
using Orbit.Storage;

namespace Orbit.Cli.Commands;

/// <summary>Makes one tree like another.</summary>
internal sealed class SyncCommand : TransferCommand
{
    private readonly Option<bool> _delete = new("--delete") { Description = "Delete what only the target has, once all copies have succeeded." };

    public SyncCommand(Interruption interruption)
        : base(
            "sync", "Make what lies below TARGET like what lies below SOURCE: send what is missing or has another size or time.", interruption,
            "The tree to follow.", "The tree to make like it.",
            "orbit sync --dry-run --delete /srv/data archive:data   # says what it would do",
            "orbit sync --delete /srv/data archive:data",
            "orbit sync --exclude '**/*.tmp' --exclude cache/ . sftp://me@host/~/backup")
    {
        Options.Add(_delete);
        Options.Add(TreeFlags.DryRun);
        ComparisonFlags.AddTo(this, ComparisonFlags.Checksum, ComparisonFlags.SizeOnly);
    }

    protected override async Task<int> RunAsync(Session session, ParseResult parsed, CancellationToken cancellationToken)
    {
        (Location source, Location target) = session.Locations.OpenPair(parsed.GetRequiredValue(Source), LocationUse.Read, parsed.GetRequiredValue(Target));
        return await RunTreeAsync(
            session, parsed, parsed.GetValue(TreeFlags.DryRun), (events, gauge) => source.Backend.SyncAsync(source.Path, target.Backend, target.Path, Tree(parsed, source, target, events, gauge), cancellationToken));
    }

    protected override string AfterInterruption(ParseResult parsed) => parsed.GetValue(TransferFlags.Journal) is null
        ? "Interrupted. What has arrived stays, and nothing was deleted before all had arrived. Run the same command again: it sends what is missing."
        : base.AfterInterruption(parsed);

    private SyncOptions Tree(ParseResult parsed, Location source, Location target, TreeEvents events, ProgressGauge gauge) => new()
    {
        Include = parsed.GetValue(TreeFlags.Include) ?? [],
        Exclude = parsed.GetValue(TreeFlags.Exclude) ?? [],
        FollowSymbolicLinks = parsed.GetValue(TreeFlags.FollowLinks),
        OnFailure = TreeFlags.FailurePolicy(parsed),
        ScratchDirectory = parsed.GetValue(TreeFlags.Scratch),
        Comparison = ComparisonFlags.Of(parsed, SyncComparison.SizeAndTime),
        DeleteExtra = parsed.GetValue(_delete),
        DryRun = parsed.GetValue(TreeFlags.DryRun),
        Concurrency = parsed.GetValue(TransferFlags.Concurrency) ?? 16,
        Transfer = TransferFlags.OfTree(parsed),
        Verification = TransferFlags.Verification(parsed),
        Durable = parsed.GetValue(TransferFlags.Durable),
        Resume = Resume(parsed, source, target),
        Events = events,
        Progress = gauge,
    };
}
