using Orbit.Storage.Memory;

namespace Orbit.Storage.Tests.Transfers.Trees;

public sealed class SyncComparisonTests
{
    [TestCase(SyncComparison.SizeAndTime, false, false)]
    [TestCase(SyncComparison.Size, false, false)]
    [TestCase(SyncComparison.Checksum, false, true)]
    [TestCase(SyncComparison.SizeAndTime, true, true)]
    [TestCase(SyncComparison.Size, true, false)]
    [TestCase(SyncComparison.Checksum, true, true)]
    public async Task Sync_OtherContentOfTheSameSize_IsSeenAsTheComparisonCan(SyncComparison comparison, bool otherTime, bool isSent)
    {
        await using TreePairRig rig = new();
        await TreePairRig.WriteAsync(rig.Source, "p/a", "1");
        await TreePairRig.WriteAsync(rig.Target, "q/a", "2", otherTime ? TreePairRig.Then.AddHours(1) : null);

        TreeReport report = await rig.Source.SyncAsync("p", rig.Target, "q", new SyncOptions { Comparison = comparison });

        Assert.That((report.Transferred, report.Unchanged), Is.EqualTo(isSent ? (1L, 0L) : (0L, 1L)));
    }

    [Test]
    public async Task Sync_ChecksumOfTheSameContent_IsLeft()
    {
        await using TreePairRig rig = new();
        await TreePairRig.WriteAsync(rig.Source, "p/a", "1");
        await TreePairRig.WriteAsync(rig.Target, "q/a", "1", TreePairRig.Then.AddHours(1));

        TreeReport report = await rig.Source.SyncAsync("p", rig.Target, "q", new SyncOptions { Comparison = SyncComparison.Checksum });

        Assert.That((report.Transferred, report.Unchanged), Is.EqualTo((0L, 1L)));
    }

    [Test]
    public async Task Sync_TargetWithoutTimes_IsTheSameWhenWrittenAfterwards()
    {
        await using TreePairRig rig = new() { Target = new MemoryBackend(new MemoryBackendOptions { FlatKeys = true }) };
        await TreePairRig.WriteAsync(rig.Source, "p/old", "1");
        await TreePairRig.WriteAsync(rig.Source, "p/new", "1", DateTimeOffset.MaxValue.AddYears(-1));
        await rig.Target.WriteTextAsync("q/old", "1");
        await rig.Target.WriteTextAsync("q/new", "1");

        await rig.Source.SyncAsync("p", rig.Target, "q", new SyncOptions { Events = rig.Events });

        Assert.That((rig.Events.Of(TreeAction.Copied), rig.Events.Of(TreeAction.Unchanged)), Is.EqualTo((new[] { "new" }, new[] { "old" })));
    }

    [Test]
    public async Task Sync_ETagThatAnEndLacks_Unsupported()
    {
        await using MemoryBackend source = new();
        Orbit.Storage.Tests.RecordingBackend target = new(new StorageCapabilities());

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => source.SyncAsync("", target, "q", new SyncOptions { Comparison = SyncComparison.ETag }))!;

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.Unsupported));
        Assert.That(target.Calls, Is.Empty);
    }

    [Test]
    public async Task Sync_SameETag_IsLeft()
    {
        await using TreePairRig rig = new();
        await TreePairRig.WriteAsync(rig.Source, "p/a", "1");
        await rig.Source.CopyAsync("p/a", "q/a");
        bool sameTag = (await rig.Source.StatAsync("p/a")).ETag == (await rig.Source.StatAsync("q/a")).ETag;

        TreeReport report = await rig.Source.SyncAsync("p", rig.Source, "q", new SyncOptions { Comparison = SyncComparison.ETag });

        Assert.That(report.Unchanged, Is.EqualTo(sameTag ? 1L : 0L));
    }
}
