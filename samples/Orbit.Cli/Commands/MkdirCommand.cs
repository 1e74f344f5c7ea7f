using System.CommandLine;
using Orbit.Cli.Locations;
using Orbit.Cli.Output;

namespace Orbit.Cli.Commands;

/// <summary>Makes a directory.</summary>
internal sealed class MkdirCommand : StorageCommand
{
    private readonly Argument<string> _place = Place("PLACE", "The directory.");

    public MkdirCommand(Interruption interruption)
        : base(
            "mkdir", "Make a directory and its parents; one that is there is left as it is.", interruption,
            "orbit mkdir sftp://me@host/~/inbox/2026")
    {
        Arguments.Add(_place);
    }

    protected override async Task<int> RunAsync(Session session, ParseResult parsed, CancellationToken cancellationToken)
    {
        Location place = session.Locations.Open(parsed.GetRequiredValue(_place), LocationUse.Write);
        await place.Backend.CreateDirectoryAsync(place.Path, null, cancellationToken);
        session.Report.Done(new DoneLine { Command = "made", Path = place.Shown });
        return ExitCode.Success;
    }
}
