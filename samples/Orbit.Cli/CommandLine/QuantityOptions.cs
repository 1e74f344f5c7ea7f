using System.CommandLine;
using System.CommandLine.Parsing;
using Orbit.Cli.Output;

namespace Orbit.Cli.CommandLine;

/// <summary>Makes options whose values are sizes, counts or durations, and which say what they take when they cannot be read.</summary>
internal static class QuantityOptions
{
    public static Option<long?> Bytes(string name, string helpName, string description, long least, long most) => new(name)
    {
        Description = description,
        HelpName = helpName,
        CustomParser = result => Quantity.TryParseBytes(Text(result), out long bytes) && bytes >= least && bytes <= most
            ? bytes
            : Refuse<long?>(result, name, $"a number of bytes as in 64K, 8M or 1G, {least} to {most}"),
    };

    public static Option<int?> Count(string name, string description, int most) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = result => int.TryParse(Text(result), out int count) && count >= 1 && count <= most ? count : Refuse<int?>(result, name, $"a whole number, 1 to {most}"),
    };

    public static Option<TimeSpan?> Duration(string name, string description, TimeSpan least, TimeSpan most) => new(name)
    {
        Description = description,
        HelpName = "TIME",
        CustomParser = result => Quantity.TryParseDuration(Text(result), out TimeSpan duration) && duration >= least && duration <= most
            ? duration
            : Refuse<TimeSpan?>(result, name, $"a duration as in 90s, 15m, 12h or 7d, {Units.Time(least)} to {Units.Time(most)}"),
    };

    private static string Text(ArgumentResult result) => result.Tokens.Count > 0 ? result.Tokens[0].Value : "";

    private static T Refuse<T>(ArgumentResult result, string name, string form)
    {
        result.AddError($"{name} is '{Text(result)}'; it must be {form}.");
        return default!;
    }
}
