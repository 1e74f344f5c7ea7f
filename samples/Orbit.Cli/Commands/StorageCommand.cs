using System.CommandLine;
using Orbit.Cli.Output;

namespace Orbit.Cli.Commands;

/// <summary>A command on storage: opens the session, and turns every way to end into words and an exit code.</summary>
internal abstract class StorageCommand : Command
{
    private readonly Interruption _interruption;

    protected StorageCommand(string name, string description, Interruption interruption, params string[] examples)
        : base(name, description)
    {
        _interruption = interruption;
        Examples = examples;
        SetAction(InvokeAsync);
    }

    public IReadOnlyList<string> Examples { get; }

    protected abstract Task<int> RunAsync(Session session, ParseResult parsed, CancellationToken cancellationToken);

    /// <summary>Says how to go on after an interruption.</summary>
    protected virtual string AfterInterruption(ParseResult parsed) => "Interrupted.";

    protected static Argument<string> Place(string name, string description) => new(name) { Description = description };

    private async Task<int> InvokeAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        using Report report = Reports.For(parsed);
        try
        {
            await using Session session = Session.Open(parsed, report);
            int exitCode = await RunAsync(session, parsed, cancellationToken);
            report.Flush();
            return exitCode;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            report.Note(AfterInterruption(parsed));
            return _interruption.ExitCode;
        }
        catch (Exception failure) when (Failures.Report(report, failure) is { } exitCode)
        {
            return exitCode;
        }
    }
}
