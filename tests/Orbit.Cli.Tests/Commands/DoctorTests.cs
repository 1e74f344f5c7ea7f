namespace Orbit.Cli.Tests.Commands;

internal sealed class DoctorTests : CliTest
{
    [Test]
    public async Task Doctor_WellPlace_ChecksAndLeavesNothing()
    {
        System.IO.Directory.CreateDirectory(At("place"));

        OrbitResult result = await RunAsync("doctor", "--json", "place");

        Assert.That(result.ExitCode, Is.Zero, result.ToString());
        string?[] checks = [.. result.Json.Where(static line => line.GetProperty("type").GetString() == "check").Select(static line => line.GetProperty("check").GetString())];
        Assert.That(checks, Is.EqualTo(new[] { "connect", "abilities", "round trip", "list", "write", "read back", "find in listing", "rename", "delete" }));
        Assert.That(result.Json[^1].GetProperty("healthy").GetBoolean());
        Assert.That(System.IO.Directory.EnumerateFileSystemEntries(At("place")), Is.Empty);
    }

    [Test]
    public async Task Doctor_ReadOnly_WritesNothing()
    {
        System.IO.Directory.CreateDirectory(At("place"));
        DateTime before = System.IO.Directory.GetLastWriteTimeUtc(At("place"));

        OrbitResult result = await RunAsync("doctor", "--read-only", "place");

        Assert.That(result.ExitCode, Is.Zero, result.ToString());
        Assert.That(System.IO.Directory.GetLastWriteTimeUtc(At("place")), Is.EqualTo(before));
    }

    [Test]
    public async Task Doctor_MissingPlace_SaysHowToMakeIt()
    {
        OrbitResult result = await RunAsync("doctor", "nowhere");

        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.Output, Does.Contain("orbit mkdir 'nowhere'"));
    }

    [Test]
    public async Task Doctor_NobodyThere_SaysWhatToCheck()
    {
        OrbitResult result = await RunAsync("doctor", "sftp://me:secret@127.0.0.1:1/?Retry:MaxAttempts=1");

        Assert.That(result.ExitCode, Is.EqualTo(1), result.ToString());
        Assert.That(result.Output, Does.Contain("ConnectionFailed").And.Contain("What to do: check host name"));
        Assert.That(result.ToString(), Does.Not.Contain("secret"));
    }
}
