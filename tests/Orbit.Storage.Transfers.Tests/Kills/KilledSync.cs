using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Orbit.Storage.Transfers.Tests.Ends;
using Orbit.Storage.Transfers.Tests.Trees;

namespace Orbit.Storage.Transfers.Tests.Kills;

/// <summary>Runs a sync again and again, killing it, until all kills are done and it has come to its end; and adds up what was sent.</summary>
internal sealed class KilledSync(GeneratedTree tree, LocalEnd source, KillPlan plan, long mostUnderWay, Func<CancellationToken, Task<IKillTarget>> makeTarget, params string[] options)
{
    private const double Mebi = 1 << 20;

    private readonly string _journals = Directory.CreateTempSubdirectory("orbit-kills-").FullName;
    private int _runs;
    private int _rounds;

    /// <summary>What was sent in all rounds.</summary>
    public long Sent { get; private set; }

    /// <summary>What had to be sent, in all rounds.</summary>
    public long Needed { get; private set; }

    /// <summary>What was under way at all kills: sent by then and not noted in a journal, but at each kill no more than the program may have under way.</summary>
    public long UnderWay { get; private set; }

    /// <summary>What was sent more than once.</summary>
    public long Again => Sent - Needed;

    /// <summary>How many temporary files or uploads were left to the sweeper.</summary>
    public long Swept { get; private set; }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        long started = Stopwatch.GetTimestamp();
        while (plan.Left > 0)
        {
            await using IKillTarget target = await makeTarget(cancellationToken);
            await RunRoundAsync(target, cancellationToken);
            await AssertIdenticalAsync(target, cancellationToken);
            (Sent, Needed) = (Sent + target.BytesSent, Needed + tree.Bytes);
        }

        Directory.Delete(_journals, recursive: true);
        Seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private double Seconds { get; set; }

    public string ToRow(string target) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {target} | {plan.Done} | {_rounds} | {_runs} | {Needed / Mebi:f1} | {Sent / Mebi:f1} | {Again / Mebi:f1} | {UnderWay / Mebi:f1} | {100.0 * (Again - UnderWay) / Needed:f2} % | {Swept} | {Seconds:f0} |");

    // Until the program has come to its end.
    private async Task RunRoundAsync(IKillTarget target, CancellationToken cancellationToken)
    {
        string journal = Path.Combine(_journals, "journal" + ++_rounds);
        string[] arguments = ["sync", source.Directory, target.Uri, "--journal", journal, "--resume", "--json", .. options];
        long lost = 0;
        while (true)
        {
            _runs++;
            using OrbitRun run = OrbitRun.Start(arguments, target.Environment);
            if (plan.Left > 0)
            {
                await AwaitMomentAsync(run, target, cancellationToken);
                if (await run.KillAsync(cancellationToken))
                {
                    plan.Killed();
                    long underWay = target.BytesSent - JournalledBytes.In(journal) - lost;
                    lost += underWay;
                    UnderWay += Math.Clamp(underWay, 0, mostUnderWay);
                    continue;
                }
            }

            string said = await run.SucceedAsync(cancellationToken);
            JsonElement summary = said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).Single(line => line.GetProperty("type").GetString() == "summary");
            Assert.That(summary.GetProperty("failed").GetInt64(), Is.Zero);
            Assert.That(
                summary.GetProperty("transferred").GetInt64() + summary.GetProperty("resumed").GetInt64() + summary.GetProperty("unchanged").GetInt64(), Is.EqualTo(tree.Files.Count), "the files that the last run accounts for");
            Assert.That(File.Exists(journal) || Directory.Exists(journal + ".parts"), Is.False, "a journal is left");
            return;
        }
    }

    private async Task AwaitMomentAsync(OrbitRun run, IKillTarget target, CancellationToken cancellationToken)
    {
        long before = target.BytesSent;
        (long progress, TimeSpan? time) = plan.Next(before);
        long started = Stopwatch.GetTimestamp();
        while (!run.HasEnded && target.BytesSent - before < progress && !(Stopwatch.GetElapsedTime(started) > time))
        {
            await Task.Delay(1, cancellationToken);
        }
    }

    // What a killed writer leaves is hidden, and a sweeper's to remove: that nothing else is left is asked for.
    private async Task AssertIdenticalAsync(IKillTarget target, CancellationToken cancellationToken)
    {
        Swept += (await ((IStaleWriteSweeper)target.End.Backend).SweepAsync(TimeSpan.Zero, cancellationToken)).Count;
        ExpectedTree expected = new(tree, []) { RealDirectories = target.End.Kind != EndKind.S3, EmptyDirectories = false, Times = target.End.Kind != EndKind.S3 };
        expected.AssertFound(await target.End.FindAsync(cancellationToken));
    }
}
