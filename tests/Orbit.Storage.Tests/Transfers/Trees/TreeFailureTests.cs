using Orbit.Storage.Memory;
using Orbit.Storage.Testing.Decorators;
using Orbit.Storage.Testing.Faults;

namespace Orbit.Storage.Tests.Transfers.Trees;

public sealed class TreeFailureTests
{
    [Test]
    public async Task CopyTree_GoOn_CopiesTheRestAndReports()
    {
        await using TreePairRig rig = await RigAsync(20);
        FaultInjectingBackend target = new(rig.Target);
        target.Faults.Add(StorageCall.Write, Fault.Throw(StorageErrorKind.QuotaExceeded), when: call => call.Path == "q/05");

        TreeReport report = await rig.Source.CopyTreeAsync("p", target, "q", new CopyTreeOptions { OnFailure = TreeFailurePolicy.GoOn, Events = rig.Events });

        Assert.That((report.Transferred, report.Failed, report.IsSuccess), Is.EqualTo((19L, 1L, false)));
        Assert.That((report.Failures[0].Path.Value, report.Failures[0].Kind), Is.EqualTo(("05", StorageErrorKind.QuotaExceeded)));
        Assert.That(rig.Events.Of(TreeAction.Failed), Is.EqualTo(new[] { "05" }));
        Assert.Throws<StorageException>(() => report.ThrowIfFailed());
    }

    [Test]
    public async Task CopyTree_Stop_ThrowsTheFirstAndAllHasStopped()
    {
        await using TreePairRig rig = await RigAsync(200);
        FaultInjectingBackend target = new(rig.Target);
        target.Faults.Add(StorageCall.Write, Fault.Throw(StorageErrorKind.PermissionDenied), skip: 10, times: int.MaxValue);

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => rig.Source.CopyTreeAsync("p", target, "q", new CopyTreeOptions { Concurrency = 2 }))!;

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.PermissionDenied));
        Assert.That(target.Log.InFlight, Is.Zero);
        Assert.That(target.Log.Count(StorageCall.Write), Is.LessThanOrEqualTo(12), "each of the two workers fails once");
        Assert.That(rig.Source.OpenReads, Is.Zero);
    }

    [Test]
    public async Task CopyTree_GoOnAndWrongCredentials_Throws()
    {
        await using TreePairRig rig = await RigAsync(100);
        FaultInjectingBackend target = new(rig.Target);
        target.Faults.Add(StorageCall.Write, Fault.Throw(StorageErrorKind.AuthenticationFailed), times: int.MaxValue);

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => rig.Source.CopyTreeAsync("p", target, "q", new CopyTreeOptions { OnFailure = TreeFailurePolicy.GoOn }))!;

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.AuthenticationFailed));
    }

    [Test]
    public async Task CopyTree_SourceReplacedWhileRead_IsReadAgain()
    {
        await using TreePairRig rig = await RigAsync(3);
        FaultInjectingBackend source = new(rig.Source);
        source.Faults.Add(StorageCall.OpenRanges, Fault.Throw(StorageErrorKind.ObjectChanged), times: 1, when: call => call.Path == "p/01");
        source.Faults.Add(StorageCall.OpenRead, Fault.Throw(StorageErrorKind.ObjectChanged), times: 1, when: call => call.Path == "p/01");

        TreeReport report = await source.CopyTreeAsync("p", rig.Target, "q");

        Assert.That((report.Transferred, report.Retried), Is.EqualTo((3L, 2L)));
        Assert.That(await TreePairRig.ShowAsync(rig.Target, "q"), Is.EqualTo(new[] { "00=x", "01=x", "02=x" }));
    }

    [Test]
    public async Task CopyTree_SourceGoneSinceItWasListed_IsSkippedAndSaid()
    {
        await using TreePairRig rig = await RigAsync(3);
        FaultInjectingBackend source = new(rig.Source);
        source.Faults.Add(StorageCall.OpenRanges, Fault.Run((call, token) => new ValueTask(rig.Source.DeleteAsync("p/01", null, token))), when: call => call.Path == "p/01");

        TreeReport report = await source.CopyTreeAsync("p", rig.Target, "q", new CopyTreeOptions { Events = rig.Events });

        Assert.That((report.Transferred, report.Skipped, report.Failed), Is.EqualTo((2L, 1L, 0L)));
        Assert.That(rig.Events.Single(TreeAction.Skipped).Reason, Does.Contain("gone"));
    }

    [Test]
    public async Task CopyTree_NamesTheTargetCannotHold_FailOneByOneWithoutIO()
    {
        await using TreePairRig rig = new() { Source = new MemoryBackend(new MemoryBackendOptions { FlatKeys = true }) };
        await rig.Source.WriteTextAsync("p/ok", "1");
        await rig.Source.WriteTextAsync("p/a//b", "2");
        await rig.Source.WriteTextAsync("p/" + new string('n', 300), "3");
        FaultInjectingBackend target = new(rig.Target);

        TreeReport report = await rig.Source.CopyTreeAsync("p", target, "q", new CopyTreeOptions { OnFailure = TreeFailurePolicy.GoOn });

        Assert.That(report.Failures.Select(failure => failure.Kind), Is.EquivalentTo(new[] { StorageErrorKind.InvalidPath, StorageErrorKind.NameTooLong }));
        Assert.That(target.Log.Count(StorageCall.Write), Is.EqualTo(1));
    }

    [Test]
    public async Task CopyTree_Cancelled_StopsAndThrowsTheCallersToken()
    {
        await using TreePairRig rig = await RigAsync(50);
        using CancellationTokenSource stop = new();
        FaultInjectingBackend target = new(rig.Target);
        target.Faults.Add(StorageCall.Write, Fault.Run((_, _) => new ValueTask(stop.CancelAsync())), skip: 5);

        OperationCanceledException cancelled = Assert.CatchAsync<OperationCanceledException>(() => rig.Source.CopyTreeAsync("p", target, "q", null, stop.Token))!;

        Assert.That(cancelled.CancellationToken, Is.EqualTo(stop.Token));
        Assert.That(target.Log.InFlight, Is.Zero);
    }

    [TestCase(0)]
    [TestCase(1025)]
    public async Task CopyTree_ConcurrencyOutOfBounds_ArgumentOutOfRange(int concurrency)
    {
        await using TreePairRig rig = await RigAsync(1);

        Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => rig.Source.CopyTreeAsync("p", rig.Target, "q", new CopyTreeOptions { Concurrency = concurrency }));
    }

    private static async Task<TreePairRig> RigAsync(int count)
    {
        TreePairRig rig = new();
        for (int i = 0; i < count; i++)
        {
            await TreePairRig.WriteAsync(rig.Source, $"p/{i:d2}", "x");
        }

        return rig;
    }
}
