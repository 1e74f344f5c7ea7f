using System.CommandLine;
using Orbit.Cli.CommandLine;
using Orbit.Cli.Locations;
using Orbit.Storage;

namespace Orbit.Cli.Commands;

/// <summary>Lists a directory or prefix.</summary>
internal sealed class LsCommand : StorageCommand
{
    private readonly Argument<string> _place = Place("PLACE", "What to list.");
    private readonly Option<bool> _recursive = new("--recursive", "-r") { Description = "All levels." };
    private readonly Option<int?> _limit = QuantityOptions.Count("--limit", "Stop after so many entries.", int.MaxValue);

    public LsCommand(Interruption interruption)
        : base(
            "ls", "List a directory or prefix: size, time (UTC) and path below it.", interruption,
            "orbit ls .",
            "orbit ls -r 's3://bucket/photos?region=eu-central-1'",
            "orbit ls --json -r archive:2026 | jq -r .path")
    {
        Arguments.Add(_place);
        Options.Add(_recursive);
        Options.Add(_limit);
        Options.Add(TreeFlags.FollowLinks);
    }

    protected override async Task<int> RunAsync(Session session, ParseResult parsed, CancellationToken cancellationToken)
    {
        Location place = session.Locations.Open(parsed.GetRequiredValue(_place), LocationUse.Read);
        if (place.Backend.Capabilities.RealDirectories && !place.Path.IsRoot)
        {
            StorageEntry entry = await place.Backend.StatAsync(place.Path, cancellationToken);
            if (entry.Kind != StorageEntryKind.Directory)
            {
                session.Report.Entry(entry, entry.Name);
                return ExitCode.Success;
            }
        }

        ListOptions options = new()
        {
            Recursive = parsed.GetValue(_recursive),
            MaxEntries = parsed.GetValue(_limit),
            FollowSymbolicLinks = parsed.GetValue(TreeFlags.FollowLinks),
        };
        bool any = false;
        await foreach (StorageEntry entry in place.Backend.ListAsync(place.Path, options, cancellationToken))
        {
            session.Report.Entry(entry, entry.Path.RelativeTo(place.Path).ToString());
            any = true;
        }

        // A prefix that has nothing below it may be an object, or a mistyped name.
        if (!any && !place.Path.IsRoot && !place.Backend.Capabilities.RealDirectories)
        {
            StorageEntry entry = await place.Backend.StatAsync(place.Path, cancellationToken);
            if (entry.Kind != StorageEntryKind.Directory)
            {
                session.Report.Entry(entry, entry.Name);
            }
        }

        return ExitCode.Success;
    }
}
