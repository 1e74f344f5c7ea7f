using Orbit.Storage.Memory;
using Orbit.Storage.Testing.Decorators;
using Orbit.Storage.Testing.Faults;

namespace Orbit.Storage.Tests.Transfers.Trees;

public sealed class SyncTests
{
    [Test]
    public async Task Sync_Differences_AreSentAndTheRestIsLeft()
    {
        await using TreePairRig rig = new();
        await TreePairRig.WriteAsync(rig.Source, "p/same", "1");
        await TreePairRig.WriteAsync(rig.Source, "p/time", "2");
        await TreePairRig.WriteAsync(rig.Source, "p/size", "33");
        await TreePairRig.WriteAsync(rig.Source, "p/new/d", "4");
        await TreePairRig.WriteAsync(rig.Target, "q/same", "1");
        await TreePairRig.WriteAsync(rig.Target, "q/time", "x", TreePairRig.Then.AddSeconds(1));
        await TreePairRig.WriteAsync(rig.Target, "q/size", "3");
        await TreePairRig.WriteAsync(rig.Target, "q/extra", "5");

        TreeReport report = await rig.Source.SyncAsync("p", rig.Target, "q", new SyncOptions { Events = rig.Events });

        Assert.That(rig.Events.Of(TreeAction.Copied), Is.EqualTo(new[] { "new/d", "size", "time" }));
        Assert.That(rig.Events.Of(TreeAction.Unchanged), Is.EqualTo(new[] { "same" }));
        Assert.That(await TreePairRig.ShowAsync(rig.Target, "q"), Is.EqualTo(new[] { "extra=5", "new/", "new/d=4", "same=1", "size=33", "time=2" }));
        Assert.That((report.Transferred, report.Unchanged, report.Deleted), Is.EqualTo((3L, 1L, 0L)));
    }

    [Test]
    public async Task Sync_Twice_SendsNothing()
    {
        await using TreePairRig rig = new();
        await TreePairRig.WriteAsync(rig.Source, "p/d/a", "1");
        await rig.Source.CreateDirectoryAsync("p/e");
        await rig.Source.SyncAsync("p", rig.Target, "q");

        TreeReport report = await rig.Source.SyncAsync("p", rig.Target, "q", new SyncOptions { DeleteExtra = true });

        Assert.That((report.Transferred, report.Unchanged, report.Deleted, report.DirectoriesCreated, report.AttributesChanged), Is.EqualTo((0L, 1L, 0L, 0L, 0L)));
    }

    [Test]
    public async Task Sync_DeleteExtra_DeletesFilesAndDirectories()
    {
        await using TreePairRig rig = new();
        await TreePairRig.WriteAsync(rig.Source, "p/d/a", "1");
        await TreePairRig.WriteAsync(rig.Target, "q/d/a", "1");
        await TreePairRig.WriteAsync(rig.Target, "q/d/b", "2");
        await TreePairRig.WriteAsync(rig.Target, "q/d.e/x/y", "3");
        await rig.Target.CreateDirectoryAsync("q/z/empty");

        TreeReport report = await rig.Source.SyncAsync("p", rig.Target, "q", new SyncOptions { DeleteExtra = true });

        Assert.That(await TreePairRig.ShowAsync(rig.Target, "q"), Is.EqualTo(new[] { "d/", "d/a=1" }));
        Assert.That(report.Deleted, Is.EqualTo(6));
    }

    [Test]
    public async Task Sync_DeleteExtraFromFlatKeys_KeepsDirectoriesThatKeysImply()
    {
        await using TreePairRig rig = new() { Source = new MemoryBackend(new MemoryBackendOptions { FlatKeys = true }) };
        await rig.Source.WriteTextAsync("p/d/e/a", "1");
        await TreePairRig.WriteAsync(rig.Target, "q/d/e/old", "2");
        await TreePairRig.WriteAsync(rig.Target, "q/c/old", "2");

        TreeReport report = await rig.Source.SyncAsync("p", rig.Target, "q", new SyncOptions { DeleteExtra = true, Events = rig.Events });

        Assert.That(await TreePairRig.ShowAsync(rig.Target, "q"), Is.EqualTo(new[] { "d/", "d/e/", "d/e/a=1" }));
        Assert.That(rig.Events.Of(TreeAction.Deleted), Is.EqualTo(new[] { "c", "c/old", "d/e/old" }));
        Assert.That(report.Skipped, Is.Zero);
    }

    [Test]
    public async Task Sync_DryRun_SaysAndChangesNothing()
    {
        await using TreePairRig rig = new();
        await TreePairRig.WriteAsync(rig.Source, "p/a", "1");
        await rig.Source.CreateDirectoryAsync("p/e");
        await TreePairRig.WriteAsync(rig.Target, "q/b", "2");

        TreeReport report = await rig.Source.SyncAsync("p", rig.Target, "q", new SyncOptions { DeleteExtra = true, DryRun = true, Events = rig.Events });

        Assert.That((rig.Events.Of(TreeAction.Copied), rig.Events.Of(TreeAction.Deleted), rig.Events.Of(TreeAction.DirectoryCreated)), Is.EqualTo((new[] { "a" }, new[] { "b" }, new[] { "e" })));
        Assert.That((report.Transferred, report.TransferredBytes, report.Deleted), Is.EqualTo((1L, 1L, 1L)));
        Assert.That(await TreePairRig.ShowAsync(rig.Target), Is.EqualTo(new[] { "q/", "q/b=2" }));
    }

    [Test]
    public async Task Sync_ACopyFails_NothingIsDeleted()
    {
        await using TreePairRig rig = new();
        await TreePairRig.WriteAsync(rig.Source, "p/a", "1");
        await TreePairRig.WriteAsync(rig.Source, "p/b", "1");
        await TreePairRig.WriteAsync(rig.Target, "q/extra", "2");
        FaultInjectingBackend target = new(rig.Target);
        target.Faults.Add(StorageCall.Write, Fault.Throw(StorageErrorKind.PermissionDenied), when: call => call.Path == "q/a");

        TreeReport report = await rig.Source.SyncAsync("p", target, "q", new SyncOptions { DeleteExtra = true, OnFailure = TreeFailurePolicy.GoOn });

        Assert.That((report.Failed, report.Transferred, report.Deleted, report.DeletionsWithheld), Is.EqualTo((1L, 1L, 0L, true)));
        Assert.That(await TreePairRig.ShowAsync(rig.Target, "q"), Is.EqualTo(new[] { "b=1", "extra=2" }));
    }

    [TestCase(TreeFailurePolicy.Stop)]
    [TestCase(TreeFailurePolicy.GoOn)]
    public async Task Sync_SourceListingBreaks_ThrowsAndNothingIsDeleted(TreeFailurePolicy policy)
    {
        await using TreePairRig rig = new();
        await TreePairRig.WriteAsync(rig.Source, "p/a", "1");
        await TreePairRig.WriteAsync(rig.Source, "p/b", "1");
        await TreePairRig.WriteAsync(rig.Target, "q/b", "1");
        FaultInjectingBackend source = new(rig.Source);
        source.Faults.Add(StorageCall.ReadPage, Fault.Throw(StorageErrorKind.Network), skip: 1);

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => source.SyncAsync("p", rig.Target, "q", new SyncOptions { DeleteExtra = true, OnFailure = policy }))!;

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.Network));
        Assert.That(await TreePairRig.ShowAsync(rig.Target, "q"), Does.Contain("b=1"));
    }

    [Test]
    public async Task Sync_MissingSource_DeletesNothing()
    {
        await using TreePairRig rig = new() { Source = new MemoryBackend(new MemoryBackendOptions { FlatKeys = true }) };
        await TreePairRig.WriteAsync(rig.Target, "q/b", "1");

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => rig.Source.SyncAsync("mistyped", rig.Target, "q", new SyncOptions { DeleteExtra = true }))!;

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.NotFound));
        Assert.That(await TreePairRig.ShowAsync(rig.Target, "q"), Is.EqualTo(new[] { "b=1" }));
    }

    [Test]
    public async Task Sync_FileWhereTheTargetHasADirectory_FailsAndBothStay()
    {
        await using TreePairRig rig = new();
        await TreePairRig.WriteAsync(rig.Source, "p/a", "1");
        await TreePairRig.WriteAsync(rig.Target, "q/a/b", "2");

        TreeReport report = await rig.Source.SyncAsync("p", rig.Target, "q", new SyncOptions { DeleteExtra = true, OnFailure = TreeFailurePolicy.GoOn });

        Assert.That(report.Failures.Select(failure => failure.Kind), Is.EqualTo(new[] { StorageErrorKind.IsADirectory }));
        Assert.That(await TreePairRig.ShowAsync(rig.Target, "q"), Is.EqualTo(new[] { "a/", "a/b=2" }));
    }

    [Test]
    public async Task Sync_PermissionsAlone_AreSetWithoutSending()
    {
        await using TreePairRig rig = new();
        await TreePairRig.WriteAsync(rig.Source, "p/a", "1");
        await rig.Source.SyncAsync("p", rig.Target, "q");
        await rig.Source.SetAttributesAsync("p/a", new StorageAttributes { Permissions = UnixFileMode.UserRead });

        TreeReport report = await rig.Source.SyncAsync("p", rig.Target, "q");

        Assert.That((report.Transferred, report.AttributesChanged), Is.EqualTo((0L, 1L)));
        Assert.That((await rig.Target.StatAsync("q/a")).Permissions, Is.EqualTo(UnixFileMode.UserRead));
    }
}
