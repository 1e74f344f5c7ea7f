namespace Orbit.Storage.Tests.Transfers.Trees;

public sealed class ExistingObjectsTests
{
    [Test]
    public async Task CopyTree_Replace_Replaces()
    {
        await using TreePairRig rig = await RigAsync();

        await rig.Source.CopyTreeAsync("p", rig.Target, "q");

        Assert.That(await TreePairRig.ShowAsync(rig.Target, "q"), Is.EqualTo(new[] { "a=new", "b=new" }));
    }

    [Test]
    public async Task CopyTree_Keep_KeepsAndSaysSo()
    {
        await using TreePairRig rig = await RigAsync();

        TreeReport report = await rig.Source.CopyTreeAsync("p", rig.Target, "q", new CopyTreeOptions { Existing = ExistingObjects.Keep, Events = rig.Events });

        Assert.That(await TreePairRig.ShowAsync(rig.Target, "q"), Is.EqualTo(new[] { "a=old", "b=new" }));
        Assert.That((report.Transferred, report.Skipped), Is.EqualTo((1L, 1L)));
        Assert.That(rig.Events.Of(TreeAction.Skipped), Is.EqualTo(new[] { "a" }));
    }

    [Test]
    public async Task CopyTree_Fail_FailsThatEntryAlone()
    {
        await using TreePairRig rig = await RigAsync();

        TreeReport report = await rig.Source.CopyTreeAsync("p", rig.Target, "q", new CopyTreeOptions { Existing = ExistingObjects.Fail, OnFailure = TreeFailurePolicy.GoOn });

        Assert.That(await TreePairRig.ShowAsync(rig.Target, "q"), Is.EqualTo(new[] { "a=old", "b=new" }));
        Assert.That(report.Failures.Select(failure => (failure.Path.Value, failure.Kind)), Is.EqualTo(new[] { ("a", StorageErrorKind.AlreadyExists) }));
    }

    [Test]
    public async Task MoveTree_Keep_StaysAtBothEnds()
    {
        await using TreePairRig rig = await RigAsync();

        await rig.Source.MoveTreeAsync("p", rig.Target, "q", new MoveTreeOptions { Existing = ExistingObjects.Keep });

        Assert.That(await TreePairRig.ShowAsync(rig.Target, "q"), Is.EqualTo(new[] { "a=old", "b=new" }));
        Assert.That(await TreePairRig.ShowAsync(rig.Source, "p"), Is.EqualTo(new[] { "a=new" }));
    }

    private static async Task<TreePairRig> RigAsync()
    {
        TreePairRig rig = new();
        await TreePairRig.WriteAsync(rig.Source, "p/a", "new");
        await TreePairRig.WriteAsync(rig.Source, "p/b", "new");
        await TreePairRig.WriteAsync(rig.Target, "q/a", "old");
        return rig;
    }
}
