using System.Globalization;
using Orbit.Storage.Transfers.Tests.Ends;
using Orbit.Storage.Transfers.Tests.Trees;

namespace Orbit.Storage.Transfers.Tests.Kills;

/// <summary>The program is killed at random moments and told to go on: in the end all is there, and what had arrived was not sent again.</summary>
[CancelAfter(3_600_000)]
[NonParallelizable]
internal sealed class KilledSyncTests
{
    private const int Seed = 20_261_127;
    private const long PartSize = 5 << 20;
    private const int Parts = 2;
    private const int FilesAtOnce = 4;

    private const long MostUnderWay = (Parts * PartSize) + (FilesAtOnce * GeneratedTree.LongestSmall);

    // Of the whole, above what was under way when the program was killed.
    private const double Tolerance = 0.05;

    private static readonly GeneratedTree Tree = TreeScale.IsFull ? GeneratedTree.Plain(5000, 1L << 30) : GeneratedTree.Plain(1000, 64L << 20);
    private static readonly string[] Options = ["--concurrency", FilesAtOnce.ToString(CultureInfo.InvariantCulture)];

    [Test]
    public async Task Sync_KilledOnItsWayToS3_GoesOnAndSendsLittleAgain(CancellationToken cancellationToken)
    {
        KilledSync sync = await RunAsync("S3", async token => await DoubleTarget.StartAsync(PartSize, Parts, token), cancellationToken);

        Assert.That(sync.Again - sync.UnderWay, Is.LessThan(Tolerance * sync.Needed), "bytes sent again, above those that were under way when the program was killed");
    }

    [Test]
    public async Task Sync_KilledOnItsWayToSftp_GoesOn(CancellationToken cancellationToken) =>
        await RunAsync("SFTP", token => Task.FromResult<IKillTarget>(new SftpTarget()), cancellationToken);

    private static async Task<KilledSync> RunAsync(string name, Func<CancellationToken, Task<IKillTarget>> makeTarget, CancellationToken cancellationToken)
    {
        await TestContext.Out.WriteLineAsync($"seed {Seed}");
        await using LocalEnd source = new();
        await source.FillAsync(Tree, cancellationToken);
        KillPlan plan = new(Seed, Tree.Bytes, TreeScale.Current.Kills);
        KilledSync sync = new(Tree, source, plan, MostUnderWay, makeTarget, Options);
        await sync.RunAsync(cancellationToken);
        Figures.Note(sync.ToRow(name));
        Assert.That(plan.Left, Is.Zero);
        return sync;
    }
}
