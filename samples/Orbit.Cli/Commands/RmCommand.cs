using System.CommandLine;
using Orbit.Cli.Locations;
using Orbit.Cli.Output;
using Orbit.Storage;

namespace Orbit.Cli.Commands;

/// <summary>Removes a file or a tree.</summary>
internal sealed class RmCommand : StorageCommand
{
    private readonly Argument<string> _place = Place("PLACE", "What to remove.");
    private readonly Option<bool> _recursive = new("--recursive", "-r") { Description = "A directory with all that is in it." };
    private readonly Option<bool> _force = new("--force", "-f") { Description = "What is not there counts as removed." };

    public RmCommand(Interruption interruption)
        : base(
            "rm", "Remove a file, or with -r a directory and all that is in it. A whole store is never removed.", interruption,
            "orbit rm s3://bucket/old/report.pdf",
            "orbit rm -r s3://bucket/old")
    {
        Arguments.Add(_place);
        Options.Add(_recursive);
        Options.Add(_force);
    }

    protected override async Task<int> RunAsync(Session session, ParseResult parsed, CancellationToken cancellationToken)
    {
        Location place = session.Locations.Open(parsed.GetRequiredValue(_place), LocationUse.Entry);
        if (place.Path.IsRoot)
        {
            throw new UsageException($"'{place.Shown}' is a whole store, which rm does not remove; name what lies below it.");
        }

        if (!parsed.GetValue(_force))
        {
            // The library counts what is missing as deleted; whoever types a name wants to hear of a mistyped one.
            await place.DescribeAsync(parsed.GetValue(_recursive), cancellationToken);
        }

        await place.Backend.DeleteAsync(place.Path, new DeleteOptions { Recursive = parsed.GetValue(_recursive) }, cancellationToken);
        session.Report.Done(new DoneLine { Command = "removed", Path = place.Shown });
        return ExitCode.Success;
    }

    protected override string AfterInterruption(ParseResult parsed) => "Interrupted. Part of it may be removed; run the same command again to remove the rest.";
}
