using System.CommandLine;
using System.IO.Pipelines;
using Orbit.Cli.CommandLine;
using Orbit.Cli.Locations;
using Orbit.Cli.Output;
using Orbit.Storage;

namespace Orbit.Cli.Commands;

/// <summary>Copies from standard input, or to standard output.</summary>
internal static class StreamCopy
{
    private const int BufferSize = 128 * 1024;

    public static async Task<int> RunAsync(Session session, ParseResult parsed, string from, string to, CancellationToken cancellationToken)
    {
        if (from == to)
        {
            throw new UsageException("Both ends are '-'; one of them must be a place.");
        }

        if (from == "-")
        {
            return await WriteAsync(session, parsed, to, cancellationToken);
        }

        if (parsed.GetValue(TransferFlags.Journal) is not null || parsed.GetValue(TransferFlags.Verify))
        {
            throw new UsageException("Standard output can neither be gone on with nor be verified; leave --journal, --resume and --verify out.");
        }

        Location source = session.Locations.Open(from, LocationUse.Read);
        await using Stream output = Console.OpenStandardOutput();
        ReadOptions options = new() { Transfer = TransferFlags.OfObject(parsed) };
        await source.Backend.ReadToAsync(source.Path, output, options, cancellationToken);
        return ExitCode.Success;
    }

    private static async Task<int> WriteAsync(Session session, ParseResult parsed, string to, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(TransferFlags.Verify))
        {
            throw new UsageException("Standard input cannot be read again to verify it; leave --verify out. Stores that check what they receive do so in any case.");
        }

        Location target = session.Locations.Open(to, LocationUse.Write);
        if (target.NamesDirectory || target.Path.IsRoot)
        {
            throw new UsageException($"'{target.Shown}' is a directory; name the file that standard input is to become.");
        }

        string? journal = TransferFlags.JournalOf(parsed);
        WriteResult written = await Reports.Display(parsed, session.Report).RunAsync("cp", async gauge =>
        {
            WriteOptions options = new()
            {
                Overwrite = TreeFlags.ExistingRule(parsed) == ExistingObjects.Replace,
                Durable = parsed.GetValue(TransferFlags.Durable),
                Transfer = TransferFlags.OfObject(parsed),
                Resume = journal is null ? null : new ResumeOptions { JournalFile = journal },
                Progress = gauge,
            };
            PipeReader content = PipeReader.Create(Console.OpenStandardInput(), new StreamPipeReaderOptions(bufferSize: BufferSize));
            return await target.Backend.WriteAsync(target.Path, content, options, cancellationToken);
        });
        session.Report.Done(new DoneLine { Command = "copied to", Path = target.Shown, Bytes = written.Size, ResumedBytes = written.ResumedBytes });
        return ExitCode.Success;
    }
}
