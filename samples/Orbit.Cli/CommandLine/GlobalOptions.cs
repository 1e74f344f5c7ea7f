using System.CommandLine;

namespace Orbit.Cli.CommandLine;

/// <summary>The options that every command has.</summary>
internal static class GlobalOptions
{
    public static Option<string?> Configuration { get; } = new("--config")
    {
        Description = "The file with named backends. Default: ORBIT_CONFIG, else orbit/config.json in your configuration directory.",
        HelpName = "FILE",
        Recursive = true,
    };

    public static Option<bool> Json { get; } = new("--json") { Description = "Write one JSON object a line, also for errors.", Recursive = true };

    public static Option<bool> Verbose { get; } = new("--verbose", "-v") { Description = "Say what becomes of each entry.", Recursive = true };

    public static Option<bool> Quiet { get; } = new("--quiet", "-q") { Description = "No progress and no summary; errors alone.", Recursive = true };
}
