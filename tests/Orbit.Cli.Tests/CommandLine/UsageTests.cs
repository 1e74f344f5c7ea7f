namespace Orbit.Cli.Tests.CommandLine;

internal sealed class UsageTests : CliTest
{
    [TestCase("cp")]
    [TestCase("sync")]
    [TestCase("doctor")]
    public async Task Help_OfACommand_HasExamples(string command)
    {
        OrbitResult result = await RunAsync(command, "--help");

        Assert.That(result.ExitCode, Is.Zero);
        Assert.That(result.Output, Does.Contain("Examples:").And.Contain($"  orbit {command} "));
    }

    [Test]
    public async Task Help_OfTheProgram_NamesPlacesAndExitCodes() =>
        Assert.That((await RunAsync("--help")).Output, Does.Contain("s3://bucket/key").And.Contain("130 interrupted"));

    [TestCase("nonsense")]
    [TestCase("cp", "one")]
    [TestCase("cp", "a", "b", "--bwlimit", "slow")]
    [TestCase("cp", "a", "b", "--on-error", "maybe")]
    [TestCase("cp", "a", "b", "--resume")]
    public async Task Run_WrongCommandLine_EndsWith2(params string[] arguments)
    {
        OrbitResult result = await RunAsync(arguments);

        Assert.That(result.ExitCode, Is.EqualTo(2));
        Assert.That(result.Output, Is.Empty);
        Assert.That(result.Errors, Does.StartWith("orbit: ").And.Contain("--help"));
    }

    [TestCase("ls", "foo://user:secret@host/x")]
    [TestCase("ls", "s3://user:secret@host:9/x")]
    [TestCase("ls", "a", "s3://user:secret@bucket/x")]
    [TestCase("cp", "s3://bucket/x?SecretKey=secret&Nonsense=1", "b")]
    [TestCase("ls", "sftp://user:sec/ret@host/x", "more")]
    [TestCase("ls", "s3://bucket/x#secret")]
    public async Task Run_SecretsInUris_AreNeverShown(params string[] arguments)
    {
        OrbitResult plain = await RunAsync(arguments);
        OrbitResult json = await RunAsync([.. arguments, "--json"]);

        Assert.That((plain.ExitCode, json.ExitCode), Is.EqualTo((2, 2)), $"{plain}{json}");
        Assert.That($"{plain}{json}", Does.Not.Contain("secret").And.Not.Contain("sec/ret"));
        Assert.That(json.JsonErrors[^1].GetProperty("exitCode").GetInt32(), Is.EqualTo(2));
    }
}
