using System.CommandLine;
using Orbit.Storage;

namespace Orbit.Cli.CommandLine;

/// <summary>The options of commands that move bytes.</summary>
internal static class TransferFlags
{
    public static Option<long?> BandwidthLimit { get; } = QuantityOptions.Bytes("--bwlimit", "RATE", "At most so many bytes per second together, as in 10M.", 65_536, 17_179_869_184);

    public static Option<int?> Concurrency { get; } = QuantityOptions.Count("--concurrency", "How many files are under way at once; of a single file, how many parts. Default: 16, or the backend's own.", 1024);

    public static Option<long?> PartSize { get; } = QuantityOptions.Bytes("--part-size", "SIZE", "The size of one part or range, as in 16M. Default: the backend's own.", 1, 5L << 30);

    public static Option<bool> Verify { get; } = new("--verify") { Description = "Compare checksums end to end; a copy that differs does not stay." };

    public static Option<bool> Durable { get; } = new("--durable") { Description = "Have each file on stable storage before it counts as done." };

    public static Option<string?> Journal { get; } = new("--journal")
    {
        Description = "Note in this local file what has arrived, so that --resume can go on after an interruption of any kind.",
        HelpName = "FILE",
    };

    public static Option<bool> Resume { get; } = new("--resume") { Description = "Go on with the job whose --journal was left behind; without one, begin it." };

    public static void AddTo(Command command)
    {
        foreach (Option option in new Option[] { Journal, Resume, Verify, Durable, BandwidthLimit, Concurrency, PartSize })
        {
            command.Options.Add(option);
        }

        command.Validators.Add(result =>
        {
            if (result.GetValue(Resume) && result.GetValue(Journal) is null)
            {
                result.AddError("--resume needs --journal FILE, the journal of the job to go on with.");
            }
        });
    }

    /// <summary>How the parts of a single object are moved.</summary>
    public static TransferOptions? OfObject(ParseResult parsed) => parsed.GetValue(PartSize) is null && parsed.GetValue(Concurrency) is null
        ? null
        : new TransferOptions { PartSize = parsed.GetValue(PartSize), Concurrency = parsed.GetValue(Concurrency) };

    /// <summary>How the parts of files in a tree are moved.</summary>
    public static TransferOptions? OfTree(ParseResult parsed) => parsed.GetValue(PartSize) is { } size ? new TransferOptions { PartSize = size } : null;

    public static TransferVerification Verification(ParseResult parsed) => parsed.GetValue(Verify) ? TransferVerification.Checksum : TransferVerification.Length;

    /// <summary>The journal to use; refused where it would silently go on with what an earlier job left.</summary>
    /// <exception cref="UsageException">There is one already, and --resume was not given.</exception>
    public static string? JournalOf(ParseResult parsed)
    {
        string? journal = parsed.GetValue(Journal);
        return journal is not null && !parsed.GetValue(Resume) && new FileInfo(journal) is { Exists: true, Length: > 0 }
            ? throw new UsageException($"The journal '{journal}' of an interrupted job is there. Add --resume to go on with it, delete it to give that up, or name another file.")
            : journal;
    }
}
