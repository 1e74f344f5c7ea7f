using System.CommandLine;
using Orbit.Cli.CommandLine;
using Orbit.Cli.Locations;
using Orbit.Cli.Output;
using Orbit.Storage;

namespace Orbit.Cli.Commands;

/// <summary>Moves a file or a tree.</summary>
internal sealed class MvCommand : TransferCommand
{
    public MvCommand(Interruption interruption)
        : base(
            "mv", "Move a file, or a directory with all that is in it: by renaming where one store can, else by copying and then removing.", interruption,
            "What to move.", "Where to, a directory or a new name.",
            "orbit mv draft.txt final.txt",
            "orbit mv /srv/outbox s3://bucket/inbox --journal outbox.journal --verify")
    {
        Options.Add(TreeFlags.Existing);
    }

    protected override async Task<int> RunAsync(Session session, ParseResult parsed, CancellationToken cancellationToken)
    {
        (Location source, Location target) = session.Locations.OpenPair(parsed.GetRequiredValue(Source), LocationUse.Entry, parsed.GetRequiredValue(Target));
        StorageEntry entry = await source.DescribeAsync(asTree: false, cancellationToken);
        return entry.Kind != StorageEntryKind.Directory
            ? await ObjectTransfer.MoveAsync(session, parsed, source, await target.ForAsync(entry, cancellationToken), cancellationToken)
            : await RunTreeAsync(session, parsed, dryRun: false, (events, gauge) => source.Backend.MoveTreeAsync(source.Path, target.Backend, target.Path, Tree(parsed, source, target, events, gauge), cancellationToken));
    }

    private MoveTreeOptions Tree(ParseResult parsed, Location source, Location target, TreeEvents events, ProgressGauge gauge) => new()
    {
        Include = parsed.GetValue(TreeFlags.Include) ?? [],
        Exclude = parsed.GetValue(TreeFlags.Exclude) ?? [],
        FollowSymbolicLinks = parsed.GetValue(TreeFlags.FollowLinks),
        OnFailure = TreeFlags.FailurePolicy(parsed),
        ScratchDirectory = parsed.GetValue(TreeFlags.Scratch),
        Existing = TreeFlags.ExistingRule(parsed),
        Concurrency = parsed.GetValue(TransferFlags.Concurrency) ?? 16,
        Transfer = TransferFlags.OfTree(parsed),
        Verification = TransferFlags.Verification(parsed),
        Durable = parsed.GetValue(TransferFlags.Durable),
        Resume = Resume(parsed, source, target),
        Events = events,
        Progress = gauge,
    };
}
