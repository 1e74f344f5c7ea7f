namespace Orbit.Storage.Tests.Transfers.Trees;

public sealed class TreeFilterTests
{
    private static readonly string[] Names = ["a.jpg", "b.txt", "d/c.jpg", "d/e/f.jpg", "d/e/g.txt", ".hidden/h.jpg", "A.JPG", "d/back\\slash.jpg"];

    [TestCase("*.jpg", "a.jpg")]
    [TestCase("**/*.jpg", ".hidden/h.jpg|a.jpg|d/back\\slash.jpg|d/c.jpg|d/e/f.jpg")]
    [TestCase("d/", "d/back\\slash.jpg|d/c.jpg|d/e/f.jpg|d/e/g.txt")]
    [TestCase("d/e/**", "d/e/f.jpg|d/e/g.txt")]
    [TestCase("d/*/*.txt", "d/e/g.txt")]
    public async Task CopyTree_Include_TakesWhatFits(string pattern, string expected)
    {
        await using TreePairRig rig = await RigAsync();

        await rig.Source.CopyTreeAsync("p", rig.Target, "q", new CopyTreeOptions { Include = [pattern], Events = rig.Events });

        Assert.That(string.Join('|', rig.Events.Of(TreeAction.Copied)), Is.EqualTo(expected));
    }

    [Test]
    public async Task CopyTree_Exclude_IsStrongerAndLeavesDirectoriesOut()
    {
        await using TreePairRig rig = await RigAsync();
        await rig.Source.CreateDirectoryAsync("p/d/e/empty");
        await rig.Source.CreateDirectoryAsync("p/kept");

        await rig.Source.CopyTreeAsync("p", rig.Target, "q", new CopyTreeOptions { Exclude = ["d/e/", "**/*.txt", ".hidden/"], Events = rig.Events });

        Assert.That(await TreePairRig.ShowAsync(rig.Target, "q"), Is.EqualTo(new[] { "A.JPG=x", "a.jpg=x", "d/", "d/back\\slash.jpg=x", "d/c.jpg=x", "kept/" }));
    }

    [Test]
    public async Task Sync_DeleteExtra_LeavesWhatPatternsLeaveOut()
    {
        await using TreePairRig rig = await RigAsync();
        await TreePairRig.WriteAsync(rig.Target, "q/x/keep.txt", "1");
        await TreePairRig.WriteAsync(rig.Target, "q/x/go.jpg", "1");

        TreeReport report = await rig.Source.SyncAsync("p", rig.Target, "q", new SyncOptions { DeleteExtra = true, Exclude = ["**/*.txt"], Events = rig.Events });

        Assert.That(rig.Events.Of(TreeAction.Deleted), Is.EqualTo(new[] { "x/go.jpg" }));
        Assert.That(rig.Events.Single(TreeAction.Skipped).Path.Value, Is.EqualTo("x"));
        Assert.That(await rig.Target.ReadTextAsync("q/x/keep.txt"), Is.EqualTo("1"));
        Assert.That(report.IsSuccess);
    }

    private static async Task<TreePairRig> RigAsync()
    {
        TreePairRig rig = new();
        foreach (string name in Names)
        {
            await TreePairRig.WriteAsync(rig.Source, "p/" + name, "x");
        }

        return rig;
    }
}
