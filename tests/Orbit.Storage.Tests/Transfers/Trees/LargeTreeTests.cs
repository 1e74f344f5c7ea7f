using Orbit.Storage.Memory;

namespace Orbit.Storage.Tests.Transfers.Trees;

/// <summary>Trees too large to hold: what is kept of them does not grow with them.</summary>
public sealed class LargeTreeTests
{
    [TestCase(true)]
    [TestCase(false)]
    public async Task Sync_AMillionUnchangedEntries_HoldsFewOfThem(bool ordered)
    {
        const int Count = 1_000_000;
        await using MemoryBackend nothing = new(new MemoryBackendOptions { FlatKeys = true });
        GeneratedTree source = new(nothing, Count, ordered);
        GeneratedTree target = new(nothing, Count, ordered);
        GrowthMeter growth = new();

        TreeReport report = await source.SyncAsync("", target, "", new SyncOptions { DeleteExtra = true, Events = growth });

        Assert.That((report.Unchanged, report.Transferred, report.Deleted), Is.EqualTo(((long)Count, 0L, 0L)));
        Assert.That(growth.Bytes, Is.LessThan(40L << 20), "two sides of 8 MiB and what merges their runs; a million entries would be ten times that");
    }

    [Test]
    public async Task Sync_DryRunOverUnorderedListings_FindsExactlyTheDifferences()
    {
        const int Count = 300_000;
        await using MemoryBackend nothing = new(new MemoryBackendOptions { FlatKeys = true });
        GeneratedTree source = new(nothing, Count, ordered: false) { Has = file => file % 1000 != 7 };
        GeneratedTree target = new(nothing, Count, ordered: true) { Has = file => file % 1500 != 11 };

        TreeReport report = await source.SyncAsync("", target, "", new SyncOptions { DeleteExtra = true, DryRun = true });

        Assert.That((report.Transferred, report.Deleted, report.Unchanged), Is.EqualTo((200L, 300L, (long)Count - 200 - 300)));
    }

    [Test]
    public async Task Sync_ListingOutOfTheOrderThatItClaims_IsRefusedAndNothingDeleted()
    {
        await using MemoryBackend memory = new(new MemoryBackendOptions { FlatKeys = true });
        await memory.WriteTextAsync("kept", "x");
        GeneratedTree source = new(memory, 1000, ordered: true) { KeepsOrder = false };

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => source.SyncAsync("a", memory, "b", new SyncOptions { DeleteExtra = true, DryRun = true }))!;

        Assert.That(failure.Message, Does.Contain("in order"));
        Assert.That(await memory.ExistsAsync("kept"));
    }

    [Test]
    public async Task CopyTree_TargetThatDoesNotTellCase_SecondOfTwoNamesFails()
    {
        await using TreePairRig rig = new();
        await TreePairRig.WriteAsync(rig.Source, "p/Name", "1");
        await TreePairRig.WriteAsync(rig.Source, "p/NAME", "2");
        await TreePairRig.WriteAsync(rig.Source, "p/d/x", "3");
        await TreePairRig.WriteAsync(rig.Source, "p/D/y", "4");
        CaseBlindBackend target = new(rig.Target);

        TreeReport report = await rig.Source.CopyTreeAsync("p", target, "q", new CopyTreeOptions { OnFailure = TreeFailurePolicy.GoOn });

        Assert.That(report.Failures.Select(failure => failure.Kind), Is.EqualTo(new[] { StorageErrorKind.AlreadyExists }));
        Assert.That(report.Transferred, Is.EqualTo(3));
    }

    private sealed class GrowthMeter : IProgress<TreeEvent>
    {
        private readonly long _before = GC.GetTotalMemory(forceFullCollection: true);
        private long _count;

        public long Bytes { get; private set; }

        public void Report(TreeEvent value)
        {
            if (++_count % 250_000 == 1)
            {
                Bytes = Math.Max(Bytes, GC.GetTotalMemory(forceFullCollection: true) - _before);
            }
        }
    }
}
