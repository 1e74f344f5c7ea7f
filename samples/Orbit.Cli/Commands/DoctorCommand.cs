using System.CommandLine;
using Orbit.Cli.Doctor;
using Orbit.Cli.Locations;
using Orbit.Cli.Output;

namespace Orbit.Cli.Commands;

/// <summary>Examines a place.</summary>
internal sealed class DoctorCommand : StorageCommand
{
    private readonly Argument<string> _place = Place("PLACE", "The directory, prefix, bucket or server to examine.");
    private readonly Option<bool> _readOnly = new("--read-only") { Description = "Write nothing, not even the probe." };

    public DoctorCommand(Interruption interruption)
        : base(
            "doctor", "Say whether a place can be used: connection, credentials, listing, and with a probe that is removed again writing, reading, renaming and deleting.", interruption,
            "orbit doctor 's3://bucket/prefix?region=eu-central-1'",
            "orbit doctor --json sftp://me@host/~/inbox",
            "orbit doctor --read-only archive:")
    {
        Arguments.Add(_place);
        Options.Add(_readOnly);
    }

    protected override async Task<int> RunAsync(Session session, ParseResult parsed, CancellationToken cancellationToken)
    {
        Location? place = Opened(session, parsed.GetRequiredValue(_place));
        bool isHealthy = place is not null && await new Examination(place, session.Report).RunAsync(parsed.GetValue(_readOnly), cancellationToken);
        session.Report.Verdict(new VerdictLine
        {
            Healthy = isHealthy,
            Message = isHealthy ? "All is well." : "It cannot be used as it is; see above.",
        });
        return isHealthy ? ExitCode.Success : ExitCode.Failure;
    }

    protected override string AfterInterruption(ParseResult parsed) => "Interrupted. The probe was removed, as far as the store answered.";

    // That a place cannot be opened is a finding too; how it is written is the command line's matter.
    private static Location? Opened(Session session, string written)
    {
        try
        {
            return session.Locations.Open(written, LocationUse.Read);
        }
        catch (Storage.StorageException failure) when (failure.Kind is not Storage.StorageErrorKind.InvalidConfiguration)
        {
            session.Report.Check(Examination.Failed("open", failure, null));
            return null;
        }
    }
}
