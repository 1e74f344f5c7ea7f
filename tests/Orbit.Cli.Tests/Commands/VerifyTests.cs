namespace Orbit.Cli.Tests.Commands;

internal sealed class VerifyTests : CliTest
{
    [Test]
    public async Task Verify_Alike_EndsWith0()
    {
        Write("left/a.txt", "one");
        Write("right/a.txt", "one");

        Assert.That((await RunAsync("verify", "left", "right")).ExitCode, Is.Zero);
    }

    [Test]
    public async Task Verify_Differences_AreNamedAndEndWith3()
    {
        Write("left/a.txt", "one");
        Write("right/a.txt", "two");
        Write("left/gone.txt", "");
        Write("right/more.txt", "");

        OrbitResult result = await RunAsync("verify", "left", "right");

        Assert.That(result.ExitCode, Is.EqualTo(3), result.ToString());
        Assert.That(result.Output, Does.Contain("different: a.txt").And.Contain("missing at the target: gone.txt").And.Contain("only at the target: more.txt"));
    }
}
