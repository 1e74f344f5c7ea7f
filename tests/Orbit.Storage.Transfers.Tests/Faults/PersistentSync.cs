using Orbit.Storage.Transfers.Tests.Ends;
using Orbit.Storage.Transfers.Tests.Trees;

namespace Orbit.Storage.Transfers.Tests.Faults;

/// <summary>Runs a sync until it succeeds, as a nightly job does, and holds each run to its word.</summary>
internal sealed class PersistentSync(GeneratedTree tree, TreeEnd source, TreeEnd target)
{
    // More than there are faults, each of which may cost a run.
    private const int MostRuns = 20;

    public int Runs { get; private set; }

    /// <summary>How many failures all runs together reported; a run that ended early counts as one.</summary>
    public long Failed { get; private set; }

    /// <summary>How much was left to the sweeper.</summary>
    public long Swept { get; private set; }

    private ExpectedTree Expected => new(tree, [])
    {
        RealDirectories = target.Kind != EndKind.S3,
        EmptyDirectories = false,
        Times = source.Kind != EndKind.S3 && target.Kind != EndKind.S3,
    };

    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        while (!await SucceedsAsync(cancellationToken))
        {
            Assert.That(Runs, Is.LessThan(MostRuns), "no run met no fault");
        }

        if (target.Backend is IStaleWriteSweeper sweeper)
        {
            Swept = (await sweeper.SweepAsync(TimeSpan.Zero, cancellationToken)).Count;
        }

        Expected.AssertFound(await target.FindAsync(cancellationToken));
    }

    private async Task<bool> SucceedsAsync(CancellationToken cancellationToken)
    {
        Runs++;
        TreeReport? report = null;
        try
        {
            report = await source.Backend.SyncAsync("", target.Backend, "", new SyncOptions { OnFailure = TreeFailurePolicy.GoOn, Concurrency = 4 }, cancellationToken);
        }
        catch (StorageException broken)
        {
            // A listing that broke: what it did not show cannot be reported one by one.
            await TestContext.Out.WriteLineAsync($"run {Runs} ended: {broken.Kind} {broken.Operation} {broken.Path}");
            Failed++;
        }

        TreeInventory found = await target.FindAsync(cancellationToken);
        found.SetTemporariesAside();
        Expected.AssertWhole(found);
        if (report is null)
        {
            return false;
        }

        foreach (TreeFailure failure in report.Failures)
        {
            await TestContext.Out.WriteLineAsync($"run {Runs}: {failure} in {failure.Error.Operation} of {failure.Error.Backend}, {failure.Error.Attempts} attempts: {failure.Error.Message}");
        }

        Failed += report.Failed;
        Assert.That(report.Failures, Has.Count.EqualTo(report.Failed));
        Assert.That(
            tree.Files.Select(file => file.Path).Except(found.Files.Keys), Is.SubsetOf(report.Failures.Select(failure => failure.Path.Value)), "files that are missing, though nobody said so");
        return report.IsSuccess;
    }
}
