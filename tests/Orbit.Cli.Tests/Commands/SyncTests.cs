namespace Orbit.Cli.Tests.Commands;

internal sealed class SyncTests : CliTest
{
    [Test]
    public async Task Sync_Delete_MakesAMirror()
    {
        Write("src/a.txt", "new");
        Write("src/same.txt", "same");
        Write("dst/extra.txt", "x");
        await RunAsync("sync", "src", "dst");
        Write("src/a.txt", "newer");

        OrbitResult dry = await RunAsync("sync", "--dry-run", "--delete", "src", "dst");
        Assert.That(Names("dst"), Does.Contain("extra.txt"));
        OrbitResult result = await RunAsync("sync", "--delete", "--json", "src", "dst");

        Assert.That(dry.Output, Does.Contain("copied a.txt").And.Contain("deleted extra.txt").And.Contain("as it would be"));
        Assert.That(result.ExitCode, Is.Zero, result.ToString());
        Assert.That(result.Summary.GetProperty("unchanged").GetInt64(), Is.EqualTo(1));
        Assert.That(result.Summary.GetProperty("deleted").GetInt64(), Is.EqualTo(1));
        AssertAlike("src", "dst");
    }

    [Test]
    public async Task Sync_Patterns_ChooseFiles()
    {
        Write("src/a.jpg", "");
        Write("src/deep/b.jpg", "");
        Write("src/c.tmp", "");
        Write("src/cache/d.jpg", "");

        await RunAsync("sync", "--include", "**/*.jpg", "--exclude", "cache/", "src", "dst");

        Assert.That(Names("dst"), Is.EqualTo(new[] { "a.jpg", "deep/b.jpg" }));
    }

    [Test]
    public async Task Sync_Checksum_SeesWhatSizeAndTimeHide()
    {
        Write("src/a.txt", "one");
        await RunAsync("sync", "src", "dst");
        DateTime time = File.GetLastWriteTimeUtc(At("src/a.txt"));
        Write("src/a.txt", "two");
        File.SetLastWriteTimeUtc(At("src/a.txt"), time);

        await RunAsync("sync", "src", "dst");
        string blind = Read("dst/a.txt");
        await RunAsync("sync", "--checksum", "src", "dst");

        Assert.That((blind, Read("dst/a.txt")), Is.EqualTo(("one", "two")));
    }

    [Test]
    public async Task Sync_TwoComparisons_ExcludeEachOther() => Assert.That((await RunAsync("sync", "--checksum", "--size-only", "a", "b")).ExitCode, Is.EqualTo(2));
}
