using Orbit.Storage;

namespace Orbit.Cli.Output;

/// <summary>One JSON object a line.</summary>
internal sealed class JsonReport(TextWriter output, TextWriter errors, bool quiet, bool verbose) : Report(output, errors, quiet, verbose)
{
    public override void Entry(StorageEntry entry, string path) => WriteResult(JsonLines.Of(Describe.Entry(entry, path)));

    public override void Details(StorageEntry entry, string shown) => WriteResult(JsonLines.Of(Describe.Entry(entry, shown)));

    public override void Event(TreeEvent happened, bool isResult)
    {
        if (isResult || IsVerbose || happened.Action is not (TreeAction.Unchanged or TreeAction.Resumed))
        {
            WriteResult(JsonLines.Of(Describe.Event(happened)));
        }
    }

    public override void Summary(string command, TreeReport report, bool dryRun) => WriteResult(JsonLines.Of(Describe.Summary(command, report, dryRun)));

    public override void Done(DoneLine done) => WriteResult(JsonLines.Of(done));

    public override void Signed(UriLine signed) => WriteResult(JsonLines.Of(signed));

    public override void Check(CheckLine check) => WriteResult(JsonLines.Of(check));

    public override void Verdict(VerdictLine verdict) => WriteResult(JsonLines.Of(verdict));

    public override void Progress(in ProgressState state)
    {
        WriteResult(JsonLines.Of(state.ToLine()));
        Flush();
    }

    public override void Note(string message) => WriteError(JsonLines.Of(new NoteLine { Message = message }));

    public override void Error(string kind, string message, string? advice, int exitCode) =>
        WriteError(JsonLines.Of(new ErrorLine { Kind = kind, Message = message, Advice = advice, ExitCode = exitCode }));
}
