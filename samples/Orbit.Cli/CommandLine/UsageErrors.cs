using System.CommandLine;
using System.CommandLine.Help;
using Orbit.Cli.Output;

namespace Orbit.Cli.CommandLine;

/// <summary>Says what is wrong with a command line.</summary>
internal static class UsageErrors
{
    public static bool AsksForHelp(ParseResult parsed) => parsed.Action is ExamplesHelp or HelpAction;

    public static int Write(ParseResult parsed, TextWriter output)
    {
        string command = parsed.CommandResult.Command is RootCommand ? "orbit" : $"orbit {parsed.CommandResult.Command.Name}";
        string text = string.Join(' ', parsed.Errors.Select(static error => error.Message).Distinct());

        // The parser repeats what it did not understand, which may be a URI with a password in it.
        foreach (string token in parsed.Tokens.Select(static token => token.Value).Concat(parsed.UnmatchedTokens))
        {
            text = text.Replace(token, Shown.Of(token), StringComparison.Ordinal);
        }

        string advice = $"See '{command} --help'.";
        output.WriteLine(parsed.GetValue(GlobalOptions.Json)
            ? JsonLines.Of(new ErrorLine { Kind = "Usage", Message = text, Advice = advice, ExitCode = ExitCode.Usage })
            : $"orbit: {text}{Environment.NewLine}{advice}");
        return ExitCode.Usage;
    }
}
