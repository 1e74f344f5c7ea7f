using System.CommandLine;
using Orbit.Cli.Locations;
using Orbit.Storage;

namespace Orbit.Cli.Commands;

/// <summary>Shows all that is known of one entry.</summary>
internal sealed class StatCommand : StorageCommand
{
    private readonly Argument<string> _place = Place("PLACE", "The file or directory.");

    public StatCommand(Interruption interruption)
        : base(
            "stat", "Show what a store says of one file or directory.", interruption,
            "orbit stat sftp://me@host/~/report.pdf",
            "orbit stat --json s3://bucket/report.pdf")
    {
        Arguments.Add(_place);
    }

    protected override async Task<int> RunAsync(Session session, ParseResult parsed, CancellationToken cancellationToken)
    {
        Location place = session.Locations.Open(parsed.GetRequiredValue(_place), LocationUse.Read);
        StorageEntry entry = await place.DescribeAsync(asTree: false, cancellationToken);
        session.Report.Details(entry, place.Shown);
        return ExitCode.Success;
    }
}
