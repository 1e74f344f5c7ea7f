using System.CommandLine;
using Orbit.Storage;

namespace Orbit.Cli.CommandLine;

/// <summary>The options that say how files are compared.</summary>
internal static class ComparisonFlags
{
    public static Option<bool> Checksum { get; } = new("--checksum", "-c") { Description = "Compare by checksum; contents are read where a store keeps none." };

    public static Option<bool> SizeOnly { get; } = new("--size-only") { Description = "Compare by size alone." };

    public static Option<bool> SizeAndTime { get; } = new("--size-and-time") { Description = "Compare by size and time of last change, without reading." };

    /// <summary>Adds some, of which one at most may be given.</summary>
    public static void AddTo(Command command, params Option<bool>[] options)
    {
        foreach (Option<bool> option in options)
        {
            command.Options.Add(option);
        }

        command.Validators.Add(result =>
        {
            if (options.Count(result.GetValue) > 1)
            {
                result.AddError($"{string.Join(" and ", options.Select(static option => option.Name))} exclude each other; give one.");
            }
        });
    }

    public static SyncComparison Of(ParseResult parsed, SyncComparison usual) =>
        parsed.GetValue(Checksum) ? SyncComparison.Checksum
        : parsed.GetValue(SizeOnly) ? SyncComparison.Size
        : parsed.GetValue(SizeAndTime) ? SyncComparison.SizeAndTime
        : usual;
}
