namespace Orbit.Cli.Tests.Commands;

internal sealed class MvTests : CliTest
{
    [Test]
    public async Task Mv_FileAndTree_AreRenamed()
    {
        Write("src/a.txt", "hello");
        Write("f.txt", "file");

        OrbitResult tree = await RunAsync("mv", "src", "dst");
        OrbitResult file = await RunAsync("mv", "f.txt", "dst/");

        Assert.That((tree.ExitCode, file.ExitCode), Is.EqualTo((0, 0)), $"{tree}{file}");
        Assert.That(tree.Output, Does.Contain("one rename"));
        Assert.That(Names("dst"), Is.EqualTo(new[] { "a.txt", "f.txt" }));
        Assert.That(System.IO.Directory.Exists(At("src")) || File.Exists(At("f.txt")), Is.False);
    }

    [Test]
    public async Task Mv_Link_MovesTheLink()
    {
        Write("a.txt", "hello");
        File.CreateSymbolicLink(At("link"), At("a.txt"));

        OrbitResult result = await RunAsync("mv", "link", "moved");

        Assert.That(result.ExitCode, Is.Zero, result.ToString());
        Assert.That(new FileInfo(At("moved")).LinkTarget, Is.EqualTo(At("a.txt")));
        Assert.That(Read("a.txt"), Is.EqualTo("hello"));
    }

    [Test]
    public async Task Mv_ToAnotherStore_RemovesTheSourceOnceItHasArrived()
    {
        Write("src/a.txt", "hello");
        Write("orbit/config.json", $$"""{ "Storage": { "box": { "Type": "local", "Root": "{{At("box")}}", "CreateRoot": true } } }""");

        OrbitResult file = await RunAsync("mv", "src/a.txt", "box:sub/a.txt");

        Assert.That(file.ExitCode, Is.Zero, file.ToString());
        Assert.That(Read("box/sub/a.txt"), Is.EqualTo("hello"));
        Assert.That(File.Exists(At("src/a.txt")), Is.False);
    }
}
