using System.CommandLine;
using Orbit.Storage;

namespace Orbit.Cli.CommandLine;

/// <summary>The options of commands that work on trees.</summary>
internal static class TreeFlags
{
    private const string GoOn = "go-on";
    private const string Stop = "stop";

    public static Option<string[]> Include { get; } = new("--include")
    {
        Description = "Only files that match, as in '*.jpg' (at the top), '**/*.jpg' (anywhere) or 'photos/' (all below). May be repeated.",
        HelpName = "PATTERN",
    };

    public static Option<string[]> Exclude { get; } = new("--exclude") { Description = "Not what matches; stronger than --include. May be repeated.", HelpName = "PATTERN" };

    public static Option<bool> FollowLinks { get; } = new("--follow-links") { Description = "Take symbolic links for what they lead to; without, they are passed over." };

    public static Option<bool> DryRun { get; } = new("--dry-run", "-n") { Description = "Say what would be done, and change nothing." };

    public static Option<string?> Scratch { get; } = new("--scratch") { Description = "Where large listings are sorted. Default: the system's temporary directory.", HelpName = "DIRECTORY" };

    public static Option<string> OnError { get; } = Choice("--on-error", "What a failure of one entry does to the rest. Default: stop.", Stop, GoOn);

    public static Option<string> Existing { get; } = Choice("--existing", "What becomes of files that the target has already. Default: replace.", "replace", "keep", "fail");

    public static TreeFailurePolicy FailurePolicy(ParseResult parsed) => parsed.GetValue(OnError) == GoOn ? TreeFailurePolicy.GoOn : TreeFailurePolicy.Stop;

    public static ExistingObjects ExistingRule(ParseResult parsed) => parsed.GetValue(Existing) switch
    {
        "keep" => ExistingObjects.Keep,
        "fail" => ExistingObjects.Fail,
        _ => ExistingObjects.Replace,
    };

    public static void AddTo(Command command)
    {
        foreach (Option option in new Option[] { Include, Exclude, FollowLinks, OnError, Scratch })
        {
            command.Options.Add(option);
        }
    }

    private static Option<string> Choice(string name, string description, params string[] values)
    {
        Option<string> option = new(name) { Description = description, HelpName = string.Join('|', values), DefaultValueFactory = _ => values[0] };
        option.AcceptOnlyFromAmong(values);
        return option;
    }
}
