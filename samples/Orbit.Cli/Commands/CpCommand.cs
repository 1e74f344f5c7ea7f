using System.CommandLine;
using Orbit.Cli.CommandLine;
using Orbit.Cli.Locations;
using Orbit.Cli.Output;
using Orbit.Storage;

namespace Orbit.Cli.Commands;

/// <summary>Copies a file or a tree.</summary>
internal sealed class CpCommand : TransferCommand
{
    private readonly Option<bool> _recursive = new("--recursive", "-r") { Description = "All that lies below SOURCE, to lie below TARGET." };

    public CpCommand(Interruption interruption)
        : base(
            "cp", "Copy a file, or with -r all that lies below a directory or prefix.", interruption,
            "What to copy; - for standard input.", "Where to, a directory or a new name; - for standard output.",
            "orbit cp report.pdf s3://bucket/reports/              # into a prefix: mind the / at the end",
            "orbit cp -r photos 's3://bucket/photos?region=eu-central-1' --journal photos.journal",
            "orbit cp -r photos 's3://bucket/photos?region=eu-central-1' --journal photos.journal --resume",
            "tar c src | orbit cp - sftp://me@host/~/src.tar",
            "orbit cp -r --bwlimit 10M --on-error go-on archive:2026 /srv/2026")
    {
        Options.Add(_recursive);
        Options.Add(TreeFlags.Existing);
    }

    protected override async Task<int> RunAsync(Session session, ParseResult parsed, CancellationToken cancellationToken)
    {
        string from = parsed.GetRequiredValue(Source);
        string to = parsed.GetRequiredValue(Target);
        if (from == "-" || to == "-")
        {
            return await StreamCopy.RunAsync(session, parsed, from, to, cancellationToken);
        }

        (Location source, Location target) = session.Locations.OpenPair(from, LocationUse.Read, to);
        StorageEntry entry = await source.DescribeAsync(parsed.GetValue(_recursive), cancellationToken);
        if (entry.Kind != StorageEntryKind.Directory)
        {
            return await ObjectTransfer.CopyAsync(session, parsed, Name, source, await target.ForAsync(entry, cancellationToken), cancellationToken);
        }

        if (!parsed.GetValue(_recursive))
        {
            throw new UsageException($"'{source.Shown}' is a directory; add -r to copy all that lies below it.");
        }

        return await RunTreeAsync(session, parsed, dryRun: false, (events, gauge) => source.Backend.CopyTreeAsync(source.Path, target.Backend, target.Path, Tree(parsed, source, target, events, gauge), cancellationToken));
    }

    private CopyTreeOptions Tree(ParseResult parsed, Location source, Location target, TreeEvents events, ProgressGauge gauge) => new()
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
