using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Orbit.Cli.CommandLine;
using Orbit.Cli.Locations;
using Orbit.Storage;

namespace Orbit.Cli.Commands;

/// <summary>Writes a file to standard output.</summary>
internal sealed class CatCommand : StorageCommand
{
    private readonly Argument<string> _place = Place("PLACE", "The file.");
    private readonly Option<ByteRange?> _range = new("--range")
    {
        Description = "Only these bytes, counted from 0 with both ends included as in HTTP: 0-99, 100-, or -10 for the last ten.",
        HelpName = "FROM-TO",
        CustomParser = ParseRange,
    };

    public CatCommand(Interruption interruption)
        : base(
            "cat", "Write a file to standard output.", interruption,
            "orbit cat s3://bucket/logs/today.gz | zcat",
            "orbit cat --range=-1024 archive:huge.log",
            "orbit cat --range 0-99 data.bin")
    {
        Arguments.Add(_place);
        Options.Add(_range);
        Options.Add(TransferFlags.BandwidthLimit);
        Options.Add(TransferFlags.Concurrency);
        Options.Add(TransferFlags.PartSize);
    }

    protected override async Task<int> RunAsync(Session session, ParseResult parsed, CancellationToken cancellationToken)
    {
        Location place = session.Locations.Open(parsed.GetRequiredValue(_place), LocationUse.Read);
        ReadOptions options = new() { Range = parsed.GetValue(_range) ?? default, Transfer = TransferFlags.OfObject(parsed) };
        await using Stream output = Console.OpenStandardOutput();
        await place.Backend.ReadToAsync(place.Path, output, options, cancellationToken);
        return ExitCode.Success;
    }

    private static ByteRange? ParseRange(ArgumentResult result)
    {
        string text = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
        string[] ends = text.Split('-');
        bool hasFrom = long.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out long from);
        bool hasTo = long.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out long to);
        if (ends.Length == 2 && (hasFrom || ends[0].Length == 0) && (hasTo || ends[1].Length == 0))
        {
            if (hasFrom && hasTo && to >= from && to < long.MaxValue)
            {
                return ByteRange.Of(from, to - from + 1);
            }

            if (hasFrom != hasTo && (hasFrom || to > 0))
            {
                return hasFrom ? ByteRange.From(from) : ByteRange.Suffix(to);
            }
        }

        result.AddError($"--range is '{text}'; it must be as in 0-99, 100- or -10.");
        return null;
    }
}
