namespace Orbit.Storage.Tests.Transfers.Trees;

public sealed class CompareTreesTests
{
    [Test]
    public async Task CompareTrees_Copy_IsAlike()
    {
        await using TreePairRig rig = new();
        await TreePairRig.WriteAsync(rig.Source, "p/d/a", "1");
        await rig.Source.CreateDirectoryAsync("p/e");
        await rig.Source.CopyTreeAsync("p", rig.Target, "q");

        TreeReport report = await rig.Source.CompareTreesAsync("p", rig.Target, "q");

        Assert.That((report.AreAlike, report.Unchanged), Is.EqualTo((true, 1L)));
    }

    [Test]
    public async Task CompareTrees_Differences_AreTold()
    {
        await using TreePairRig rig = new();
        await TreePairRig.WriteAsync(rig.Source, "p/content", "1");
        await TreePairRig.WriteAsync(rig.Source, "p/size", "1");
        await TreePairRig.WriteAsync(rig.Source, "p/missing", "1");
        await rig.Source.CreateDirectoryAsync("p/e");
        await TreePairRig.WriteAsync(rig.Target, "q/content", "2");
        await TreePairRig.WriteAsync(rig.Target, "q/size", "22");
        await TreePairRig.WriteAsync(rig.Target, "q/extra", "1");

        TreeReport report = await rig.Source.CompareTreesAsync("p", rig.Target, "q", new CompareTreesOptions { Events = rig.Events });

        Assert.That((report.AreAlike, report.Missing, report.Extra, report.Different), Is.EqualTo((false, 2L, 1L, 2L)));
        Assert.That(rig.Events.Of(TreeAction.Different), Is.EqualTo(new[] { "content", "size" }));
        Assert.That(rig.Events.Of(TreeAction.Missing), Is.EqualTo(new[] { "e", "missing" }));
        Assert.That(rig.Events.Of(TreeAction.Extra), Is.EqualTo(new[] { "extra" }));
    }

    [Test]
    public async Task CompareTrees_ExtraNotReported_IsAlike()
    {
        await using TreePairRig rig = new();
        await TreePairRig.WriteAsync(rig.Source, "p/a", "1");
        await TreePairRig.WriteAsync(rig.Target, "q/a", "1");
        await TreePairRig.WriteAsync(rig.Target, "q/b", "1");

        TreeReport report = await rig.Source.CompareTreesAsync("p", rig.Target, "q", new CompareTreesOptions { ReportExtra = false });

        Assert.That(report.AreAlike);
    }
}
