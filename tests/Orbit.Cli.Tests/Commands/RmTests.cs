namespace Orbit.Cli.Tests.Commands;

internal sealed class RmTests : CliTest
{
    [Test]
    public async Task Rm_Directory_NeedsR()
    {
        Write("src/a.txt", "hello");

        OrbitResult refused = await RunAsync("rm", "src");
        OrbitResult done = await RunAsync("rm", "-r", "src");

        Assert.That((refused.ExitCode, done.ExitCode), Is.EqualTo((1, 0)));
        Assert.That(refused.Errors, Does.Contain("-r"));
        Assert.That(System.IO.Directory.Exists(At("src")), Is.False);
    }

    [Test]
    public async Task Rm_Missing_FailsUnlessForced()
    {
        OrbitResult plain = await RunAsync("rm", "nowhere");
        OrbitResult forced = await RunAsync("rm", "-f", "nowhere");

        Assert.That((plain.ExitCode, forced.ExitCode), Is.EqualTo((1, 0)));
    }

    [Test]
    public async Task Rm_Link_RemovesTheLinkAlone()
    {
        Write("src/a.txt", "hello");
        File.CreateSymbolicLink(At("link"), At("src"));

        OrbitResult result = await RunAsync("rm", "-r", "link");

        Assert.That(result.ExitCode, Is.Zero, result.ToString());
        Assert.That(Read("src/a.txt"), Is.EqualTo("hello"));
        Assert.That(new FileInfo(At("link")).LinkTarget, Is.Null);
    }

    [TestCase("/")]
    [TestCase("mem:")]
    public async Task Rm_WholeStore_IsRefused(string store) => Assert.That((await RunAsync("rm", "-r", store)).ExitCode, Is.EqualTo(2));
}
