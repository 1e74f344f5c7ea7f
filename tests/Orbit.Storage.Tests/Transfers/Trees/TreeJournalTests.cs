using System.Text;
using Orbit.Storage.Testing.Decorators;
using Orbit.Storage.Testing.Faults;
using Orbit.Storage.Transfers.Journal;

namespace Orbit.Storage.Tests.Transfers.Trees;

public sealed class TreeJournalTests : IDisposable
{
    private readonly JournalRig _journal = new();

    public void Dispose() => _journal.Dispose();

    [Test]
    public async Task CopyTree_Interrupted_GoesOnWithoutSendingAgain()
    {
        await using TreePairRig rig = await RigAsync();
        await InterruptAsync(rig, after: 60);
        CountingBackend target = new(rig.Target);

        TreeReport report = await rig.Source.CopyTreeAsync("p", target, "q", Resumable());

        Assert.That(report.Resumed, Is.GreaterThanOrEqualTo(60 - 4));
        Assert.That(report.Resumed + report.Transferred, Is.EqualTo(100));
        Assert.That(target.Log.Count(StorageCall.Write), Is.EqualTo(report.Transferred));
        Assert.That(await TreePairRig.ShowAsync(rig.Target, "q"), Is.EqualTo(await TreePairRig.ShowAsync(rig.Source, "p")));
        Assert.That(File.Exists(_journal.File), Is.False, "it has ended well");
    }

    [Test]
    public async Task CopyTree_ChangedMeanwhile_IsSentAgain()
    {
        await using TreePairRig rig = await RigAsync();
        await InterruptAsync(rig, after: 60);
        string[] arrived = [.. (await TreePairRig.ShowAsync(rig.Target, "q")).Select(shown => shown[..4]).Take(3)];
        await rig.Source.WriteTextAsync("p/" + arrived[0], "new content");
        await rig.Target.WriteTextAsync("q/" + arrived[1], "x of someone else"[..1]);
        await rig.Target.DeleteAsync("q/" + arrived[2]);

        await rig.Source.CopyTreeAsync("p", rig.Target, "q", Resumable());

        Assert.That(await TreePairRig.ShowAsync(rig.Target, "q"), Is.EqualTo(await TreePairRig.ShowAsync(rig.Source, "p")));
    }

    [Test]
    public async Task CopyTree_TornLastLine_GoesOn()
    {
        await using TreePairRig rig = await RigAsync();
        await InterruptAsync(rig, after: 60);
        _journal.Bytes = _journal.Bytes[..^10];

        TreeReport report = await rig.Source.CopyTreeAsync("p", rig.Target, "q", Resumable());

        Assert.That(report.Resumed, Is.GreaterThanOrEqualTo(60 - 5));
        Assert.That(await TreePairRig.ShowAsync(rig.Target, "q"), Is.EqualTo(await TreePairRig.ShowAsync(rig.Source, "p")));
    }

    [Test]
    public async Task CopyTree_GoOnWithFailures_KeepsTheJournalForThem()
    {
        await using TreePairRig rig = await RigAsync();
        FaultInjectingBackend target = new(rig.Target);
        target.Faults.Add(StorageCall.Write, Fault.Throw(StorageErrorKind.PermissionDenied), when: call => call.Path == "q/f042");
        await rig.Source.CopyTreeAsync("p", target, "q", new CopyTreeOptions { Resume = Resumable().Resume, OnFailure = TreeFailurePolicy.GoOn });

        TreeReport report = await rig.Source.CopyTreeAsync("p", target, "q", Resumable());

        Assert.That((report.Transferred, report.Resumed), Is.EqualTo((1L, 99L)));
    }

    [Test]
    public async Task CopyTree_JournalOfAnotherJob_InvalidConfigurationWithTheRemedyAndKept()
    {
        await using TreePairRig rig = await RigAsync();
        await InterruptAsync(rig, after: 10);
        byte[] before = _journal.Bytes;

        foreach (Func<Task> other in new Func<Task>[]
        {
            () => rig.Source.CopyTreeAsync("p", rig.Target, "other", Resumable()),
            () => rig.Source.SyncAsync("p", rig.Target, "q", new SyncOptions { Resume = Resumable().Resume }),
            () => rig.Source.CopyTreeAsync("p", rig.Target, "q", new CopyTreeOptions { Resume = new TreeResumeOptions { JournalFile = _journal.File, Job = "another" } }),
        })
        {
            StorageException failure = Assert.ThrowsAsync<StorageException>(() => other())!;
            Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.InvalidConfiguration));
            Assert.That(failure.Message, Does.Contain(_journal.File).And.Contain("delete"));
        }

        Assert.That(_journal.Bytes, Is.EqualTo(before));
    }

    [Test]
    public async Task CopyTree_NoJournal_InvalidConfigurationAndKept()
    {
        await using TreePairRig rig = await RigAsync();
        _journal.Bytes = Encoding.UTF8.GetBytes("somebody's notes");

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => rig.Source.CopyTreeAsync("p", rig.Target, "q", Resumable()))!;

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.InvalidConfiguration));
        Assert.That(Encoding.UTF8.GetString(_journal.Bytes), Is.EqualTo("somebody's notes"));
    }

    [Test]
    public async Task CopyTree_JournalInUse_Busy()
    {
        await using TreePairRig rig = await RigAsync();
        await using JournalFile taken = _journal.Open();

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => rig.Source.CopyTreeAsync("p", rig.Target, "q", Resumable()))!;

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.Busy));
        Assert.That(failure.Message, Does.Contain(_journal.File));
    }

    [Test]
    public async Task MoveTree_Interrupted_GoesOn()
    {
        await using TreePairRig rig = await RigAsync();
        string[] all = await TreePairRig.ShowAsync(rig.Source, "p");
        FaultInjectingBackend source = new(rig.Source);
        source.Faults.Add(StorageCall.Delete, Fault.Throw(StorageErrorKind.PermissionDenied), skip: 30, times: int.MaxValue);
        MoveTreeOptions options = new() { Resume = Resumable().Resume, Concurrency = 4 };
        Assert.ThrowsAsync<StorageException>(() => source.MoveTreeAsync("p", rig.Target, "q", options));
        source.Faults.Clear();

        TreeReport report = await source.MoveTreeAsync("p", rig.Target, "q", options);

        Assert.That(report.Resumed, Is.GreaterThan(0), "what had arrived is removed without sending it again");
        Assert.That(await TreePairRig.ShowAsync(rig.Target, "q"), Is.EqualTo(all));
        Assert.That(await TreePairRig.ShowAsync(rig.Source), Is.Empty);
    }

    private CopyTreeOptions Resumable() => new() { Resume = new TreeResumeOptions { JournalFile = _journal.File }, Concurrency = 4 };

    private async Task InterruptAsync(TreePairRig rig, int after)
    {
        FaultInjectingBackend target = new(rig.Target);
        target.Faults.Add(StorageCall.Write, Fault.Throw(StorageErrorKind.Network), skip: after, times: int.MaxValue);
        await Task.CompletedTask;
        Assert.ThrowsAsync<StorageException>(() => rig.Source.CopyTreeAsync("p", target, "q", Resumable()));
    }

    private static async Task<TreePairRig> RigAsync()
    {
        TreePairRig rig = new();
        for (int i = 0; i < 100; i++)
        {
            await TreePairRig.WriteAsync(rig.Source, $"p/f{i:d3}", "x");
        }

        return rig;
    }
}
