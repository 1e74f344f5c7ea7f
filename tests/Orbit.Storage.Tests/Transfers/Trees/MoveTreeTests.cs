using Orbit.Storage.Memory;
using Orbit.Storage.Testing.Decorators;
using Orbit.Storage.Testing.Faults;

namespace Orbit.Storage.Tests.Transfers.Trees;

public sealed class MoveTreeTests
{
    [Test]
    public async Task MoveTree_OtherBackend_IsThereAndNoLongerHere()
    {
        await using TreePairRig rig = new();
        await TreePairRig.WriteAsync(rig.Source, "p/a", "1");
        await TreePairRig.WriteAsync(rig.Source, "p/d/b", "2");
        await rig.Source.CreateDirectoryAsync("p/e");
        await TreePairRig.WriteAsync(rig.Source, "other", "3");

        TreeReport report = await rig.Source.MoveTreeAsync("p", rig.Target, "q", new MoveTreeOptions { Verification = TransferVerification.Checksum });

        Assert.That(await TreePairRig.ShowAsync(rig.Target, "q"), Is.EqualTo(new[] { "a=1", "d/", "d/b=2", "e/" }));
        Assert.That(await TreePairRig.ShowAsync(rig.Source), Is.EqualTo(new[] { "other=3" }));
        Assert.That((report.Transferred, report.RenamedAtOnce), Is.EqualTo((2L, false)));
    }

    [Test]
    public async Task MoveTree_SameBackend_IsOneRename()
    {
        await using MemoryBackend inner = new();
        CountingBackend backend = new(inner);
        await TreePairRig.WriteAsync(inner, "p/d/b", "2");

        TreeReport report = await backend.MoveTreeAsync("p", backend, "q/r");

        Assert.That(report.RenamedAtOnce);
        Assert.That((backend.Log.Count(StorageCall.Rename), backend.Log.Count(StorageCall.Write)), Is.EqualTo((1, 0)));
        Assert.That(await TreePairRig.ShowAsync(inner), Is.EqualTo(new[] { "q/", "q/r/", "q/r/d/", "q/r/d/b=2" }));
    }

    [Test]
    public async Task MoveTree_SameBackendAndTargetExists_MovesFilesIntoIt()
    {
        await using MemoryBackend backend = new();
        await TreePairRig.WriteAsync(backend, "p/d/b", "2");
        await TreePairRig.WriteAsync(backend, "q/d/c", "3");

        TreeReport report = await backend.MoveTreeAsync("p", backend, "q");

        Assert.That((report.RenamedAtOnce, report.Transferred), Is.EqualTo((false, 1L)));
        Assert.That(await TreePairRig.ShowAsync(backend), Is.EqualTo(new[] { "q/", "q/d/", "q/d/b=2", "q/d/c=3" }));
    }

    [Test]
    public async Task MoveTree_FlatKeys_AreRenamedOneByOne()
    {
        await using MemoryBackend backend = new(new MemoryBackendOptions { FlatKeys = true });
        for (int i = 0; i < 50; i++)
        {
            await backend.WriteTextAsync($"p/{i:d2}", "x");
        }

        TreeReport report = await backend.MoveTreeAsync("p", backend, "q");

        Assert.That(report.Transferred, Is.EqualTo(50));
        Assert.That(await TreePairRig.ShowAsync(backend, "p"), Is.Empty);
        Assert.That(await TreePairRig.ShowAsync(backend, "q"), Has.Length.EqualTo(50));
    }

    [Test]
    public async Task MoveTree_ACopyFails_ThatOneStays()
    {
        await using TreePairRig rig = new();
        await TreePairRig.WriteAsync(rig.Source, "p/a", "1");
        await TreePairRig.WriteAsync(rig.Source, "p/b", "2");
        FaultInjectingBackend target = new(rig.Target);
        target.Faults.Add(StorageCall.Write, Fault.Throw(StorageErrorKind.QuotaExceeded), when: call => call.Path == "q/a");

        TreeReport report = await rig.Source.MoveTreeAsync("p", target, "q", new MoveTreeOptions { OnFailure = TreeFailurePolicy.GoOn });

        Assert.That(report.Failed, Is.EqualTo(1));
        Assert.That(await TreePairRig.ShowAsync(rig.Source, "p"), Is.EqualTo(new[] { "a=1" }));
        Assert.That(await TreePairRig.ShowAsync(rig.Target, "q"), Is.EqualTo(new[] { "b=2" }));
    }

    [Test]
    public async Task MoveTree_SourceChangedAfterItsCopy_IsCopiedAgainBeforeItGoes()
    {
        await using TreePairRig rig = new();
        await TreePairRig.WriteAsync(rig.Source, "p/a", "old");
        FaultInjectingBackend source = new(rig.Source);
        source.Faults.Add(StorageCall.Stat, Fault.Run((call, token) => new ValueTask(rig.Source.WriteTextAsync("p/a", "newer", null, token))), when: call => call.Path == "p/a");

        TreeReport report = await source.MoveTreeAsync("p", rig.Target, "q");

        Assert.That(await TreePairRig.ShowAsync(rig.Target, "q"), Is.EqualTo(new[] { "a=newer" }));
        Assert.That((report.Transferred, report.Retried), Is.EqualTo((1L, 1L)));
    }

    [Test]
    public async Task MoveTree_SourceThatChangesAllTheTime_Stays()
    {
        await using TreePairRig rig = new();
        await TreePairRig.WriteAsync(rig.Source, "p/a", "old");
        FaultInjectingBackend source = new(rig.Source);
        int version = 0;
        source.Faults.Add(
            StorageCall.Stat,
            Fault.Run((call, token) => new ValueTask(rig.Source.WriteTextAsync("p/a", $"v{version++}", null, token))), times: int.MaxValue, when: call => call.Path == "p/a");

        TreeReport report = await source.MoveTreeAsync("p", rig.Target, "q", new MoveTreeOptions { OnFailure = TreeFailurePolicy.GoOn });

        Assert.That((report.Failed, report.Failures[0].Kind), Is.EqualTo((1L, StorageErrorKind.ObjectChanged)));
        Assert.That(await rig.Source.ReadTextAsync("p/a"), Is.EqualTo("v2"));
    }

    [Test]
    public async Task MoveTree_Patterns_LeaveTheRest()
    {
        await using TreePairRig rig = new();
        await TreePairRig.WriteAsync(rig.Source, "p/d/a.jpg", "1");
        await TreePairRig.WriteAsync(rig.Source, "p/d/a.txt", "2");

        await rig.Source.MoveTreeAsync("p", rig.Target, "q", new MoveTreeOptions { Include = ["**/*.jpg"] });

        Assert.That(await TreePairRig.ShowAsync(rig.Source, "p"), Is.EqualTo(new[] { "d/", "d/a.txt=2" }));
        Assert.That(await TreePairRig.ShowAsync(rig.Target, "q"), Is.EqualTo(new[] { "d/", "d/a.jpg=1" }));
    }
}
