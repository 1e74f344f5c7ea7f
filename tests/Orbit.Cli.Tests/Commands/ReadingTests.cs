namespace Orbit.Cli.Tests.Commands;

/// <summary>ls, stat, cat and mkdir.</summary>
internal sealed class ReadingTests : CliTest
{
    [Test]
    public async Task Ls_Json_IsOneObjectALine()
    {
        Write("src/a.txt", "hello");
        Write("src/sub/b.txt", "");

        OrbitResult result = await RunAsync("ls", "-r", "--json", "src");

        Assert.That(result.Json.Select(static line => line.GetProperty("path").GetString()), Is.EquivalentTo(new[] { "a.txt", "sub", "sub/b.txt" }));
        Assert.That(result.Json.Single(static line => line.GetProperty("path").GetString() == "a.txt").GetProperty("size").GetInt64(), Is.EqualTo(5));
    }

    [Test]
    public async Task Ls_ControlCharacters_AreSpelledOut()
    {
        Write("src/a\u001b[31m.txt", "");

        OrbitResult result = await RunAsync("ls", "src");

        Assert.That(result.Output, Does.Contain(@"a\u001b[31m.txt"));
        Assert.That(result.Output.Contains('\u001b', StringComparison.Ordinal), Is.False);
    }

    [Test]
    public async Task Ls_Missing_Fails() => Assert.That((await RunAsync("ls", "nowhere")).ExitCode, Is.EqualTo(1));

    [Test]
    public async Task Stat_File_SaysItsSize()
    {
        Write("a.txt", "hello");

        OrbitResult result = await RunAsync("stat", "a.txt");

        Assert.That(result.Output, Does.Match(@"size: +5 \(5 bytes\)").And.Match(@"owner: +\w+:\w+"));
    }

    [TestCase("1-3", "bcd")]
    [TestCase("4-", "ef")]
    [TestCase("-2", "ef")]
    public async Task Cat_Range_WritesTheseBytes(string range, string expected)
    {
        Write("a.txt", "abcdef");

        Assert.That((await RunAsync("cat", $"--range={range}", "a.txt")).Output, Is.EqualTo(expected));
    }

    [Test]
    public async Task Cat_BadRange_IsAMistakeOfTheCommandLine() => Assert.That((await RunAsync("cat", "--range=x", "a.txt")).ExitCode, Is.EqualTo(2));

    [Test]
    public async Task Mkdir_Nested_MakesParents()
    {
        OrbitResult result = await RunAsync("mkdir", $"file://{Directory}/one/t%20wo");

        Assert.That(result.ExitCode, Is.Zero, result.ToString());
        Assert.That(System.IO.Directory.Exists(At("one/t wo")));
    }
}
