namespace Orbit.Cli.Tests.Configuration;

internal sealed class NamedBackendTests : CliTest
{
    [Test]
    public async Task Run_NamedBackend_IsFoundInTheFileThatIsNamed()
    {
        System.IO.Directory.CreateDirectory(At("root"));
        Write("my.json", $$"""{ "Storage": { "box": { "Type": "Local", "Root": "{{At("root")}}" } } }""");
        Write("a.txt", "hello");

        OrbitResult written = await RunAsync("cp", "a.txt", "box:sub/", "--config", "my.json");
        Environment["ORBIT_CONFIG"] = At("my.json");
        OrbitResult read = await RunAsync("cat", "box:/sub/a.txt");

        Assert.That(written.ExitCode, Is.Zero, written.ToString());
        Assert.That(read.Output, Is.EqualTo("hello"), read.ToString());
    }

    [TestCase("""{ "Storage": { "box": { "Root": "/" } } }""", "has no Type")]
    [TestCase("""{ "Storage": { "box": { "Type": "ftp" } } }""", "must be local")]
    [TestCase("""{ "Storage": { "box": { "Type": "local", "Root": "/", "Rot": "1" } } }""", "Storage:box:Rot is not a setting")]
    [TestCase("""{ "Storage": { "box": { "Type": "local" } } }""", "Root is empty")]
    [TestCase("""{ "Storage": """, "cannot be read")]
    public async Task Run_WrongConfiguration_SaysWhatIsWrong(string json, string message)
    {
        Write("my.json", json);

        OrbitResult result = await RunAsync("ls", "box:", "--config", "my.json");

        Assert.That(result.ExitCode, Is.EqualTo(2), result.ToString());
        Assert.That(result.Errors, Does.Contain(message));
    }

    [Test]
    public async Task Run_MissingFile_IsNamed()
    {
        OrbitResult result = await RunAsync("ls", ".", "--config", "nowhere.json");

        Assert.That(result.ExitCode, Is.EqualTo(2));
        Assert.That(result.Errors, Does.Contain("nowhere.json"));
    }
}
