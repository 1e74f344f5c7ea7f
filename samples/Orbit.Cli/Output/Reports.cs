using System.CommandLine;
using System.Text;
using Orbit.Cli.CommandLine;

namespace Orbit.Cli.Output;

/// <summary>Chooses how to report: as asked, and as it suits where the output goes.</summary>
internal static class Reports
{
    private const int BufferSize = 16 * 1024;
    private static readonly TimeSpan JsonInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(5);

    public static Report For(ParseResult parsed)
    {
        // A listing of a million lines is not a million writes; on a terminal each line shows at once.
        StreamWriter output = new(Console.OpenStandardOutput(), new UTF8Encoding(false), BufferSize) { AutoFlush = !Console.IsOutputRedirected };
        bool quiet = parsed.GetValue(GlobalOptions.Quiet);
        bool verbose = parsed.GetValue(GlobalOptions.Verbose);
        return parsed.GetValue(GlobalOptions.Json) ? new JsonReport(output, Console.Error, quiet, verbose) : new PlainReport(output, Console.Error, quiet, verbose);
    }

    public static ProgressDisplay Display(ParseResult parsed, Report report) =>
        parsed.GetValue(GlobalOptions.Quiet) ? new SilentDisplay()
        : parsed.GetValue(GlobalOptions.Json) ? new LineDisplay(report, JsonInterval)
        : Console.IsErrorRedirected ? new LineDisplay(report, LineInterval)
        : new BarDisplay();
}
