using Orbit.Storage;

namespace Orbit.Cli.Output;

/// <summary>Where a command says what it found and did: results on standard output, errors and notes on standard error. Its members may be called at once.</summary>
internal abstract class Report(TextWriter output, TextWriter errors, bool quiet, bool verbose) : IDisposable
{
    private readonly Lock _gate = new();

    protected bool IsQuiet { get; } = quiet;

    protected bool IsVerbose { get; } = verbose;

    /// <summary>Shows one entry of a listing.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="path">Its path below what is listed.</param>
    public abstract void Entry(StorageEntry entry, string path);

    public abstract void Details(StorageEntry entry, string shown);

    /// <summary>Tells what became of an entry of a tree.</summary>
    /// <param name="happened">What.</param>
    /// <param name="isResult">Whether it is what the command was run for, as in a dry run, and not mere progress.</param>
    public abstract void Event(TreeEvent happened, bool isResult);

    public abstract void Summary(string command, TreeReport report, bool dryRun);

    public abstract void Done(DoneLine done);

    public abstract void Signed(UriLine signed);

    public abstract void Check(CheckLine check);

    public abstract void Verdict(VerdictLine verdict);

    public abstract void Progress(in ProgressState state);

    public abstract void Note(string message);

    public abstract void Error(string kind, string message, string? advice, int exitCode);

    public void Flush()
    {
        lock (_gate)
        {
            output.Flush();
        }
    }

    public void Dispose() => Flush();

    protected void WriteResult(string line)
    {
        lock (_gate)
        {
            output.WriteLine(line);
        }
    }

    protected void WriteError(string line)
    {
        lock (_gate)
        {
            // What was found before belongs before it, where both go to one place.
            output.Flush();
            errors.WriteLine(line);
        }
    }
}
