namespace Orbit.Cli.Tests.Commands;

internal sealed class CpTests : CliTest
{
    [Test]
    public async Task Cp_File_CopiesItWithItsTime()
    {
        Write("a.txt", "hello");
        File.SetLastWriteTimeUtc(At("a.txt"), new DateTime(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc));

        OrbitResult result = await RunAsync("cp", "a.txt", "sub/b.txt");

        Assert.That(result.ExitCode, Is.Zero, result.ToString());
        Assert.That(Read("sub/b.txt"), Is.EqualTo("hello"));
        Assert.That(File.GetLastWriteTimeUtc(At("sub/b.txt")), Is.EqualTo(File.GetLastWriteTimeUtc(At("a.txt"))));
        Assert.That(result.Output, Is.EqualTo("copied to sub/b.txt: 5 bytes\n"));
    }

    [TestCase("there")]
    [TestCase("new/")]
    public async Task Cp_FileIntoDirectory_KeepsItsName(string target)
    {
        Write("a.txt", "hello");
        System.IO.Directory.CreateDirectory(At("there"));

        OrbitResult result = await RunAsync("cp", "a.txt", target);

        Assert.That(result.ExitCode, Is.Zero, result.ToString());
        Assert.That(Read($"{target}/a.txt"), Is.EqualTo("hello"));
    }

    [Test]
    public async Task Cp_Tree_ArrivesWholeAndSaysSoInJson()
    {
        Fill("src/deep", 3, 1000);
        Write("src/empty.txt", "");
        Write("src/größe & co.txt", "name");
        System.IO.Directory.CreateDirectory(At("src/hollow"));

        OrbitResult result = await RunAsync("cp", "-r", "src", "dst", "--json", "--verify");

        Assert.That(result.ExitCode, Is.Zero, result.ToString());
        AssertAlike("src", "dst");
        Assert.That(System.IO.Directory.Exists(At("dst/hollow")));
        Assert.That(result.Summary.GetProperty("transferred").GetInt64(), Is.EqualTo(5));
        Assert.That(result.Json.Count(static line => line.GetProperty("type").GetString() == "event" && line.GetProperty("action").GetString() == "Copied"), Is.EqualTo(5));
    }

    [Test]
    public async Task Cp_DirectoryWithoutR_IsRefused()
    {
        Write("src/a.txt", "hello");

        OrbitResult result = await RunAsync("cp", "src", "dst");

        Assert.That(result.ExitCode, Is.EqualTo(2));
        Assert.That(result.Errors, Does.Contain("add -r"));
        Assert.That(System.IO.Directory.Exists(At("dst")), Is.False);
    }

    [Test]
    public async Task Cp_StandardInputAndOutput_PassesThrough()
    {
        using OrbitProcess writing = Start("cp", "-", "piped.txt");
        OrbitResult written = await writing.FinishAsync("from a pipe");
        OrbitResult read = await RunAsync("cp", "piped.txt", "-");

        Assert.That(written.ExitCode, Is.Zero, written.ToString());
        Assert.That(read.Output, Is.EqualTo("from a pipe"));
    }

    [Test]
    public async Task Cp_TargetInsideSource_IsRefusedAlsoThroughALink()
    {
        Write("src/a.txt", "hello");
        File.CreateSymbolicLink(At("link"), At("src"));

        OrbitResult result = await RunAsync("cp", "-r", "src", "link/inside");

        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.Errors, Does.Contain("inside the source"));
        Assert.That(Names("src"), Is.EqualTo(new[] { "a.txt" }));
    }

    [Test]
    public async Task Cp_SourceMissing_FailsAndMakesNothing()
    {
        OrbitResult result = await RunAsync("cp", "-r", "nowhere", "dst");

        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.Errors, Does.Contain("nowhere").And.Contain("What to do:"));
        Assert.That(System.IO.Directory.Exists(At("dst")), Is.False);
    }

    [Test]
    public async Task Cp_ExistingKeep_LeavesWhatIsThere()
    {
        Write("src/a.txt", "new");
        Write("dst/a.txt", "old");

        OrbitResult tree = await RunAsync("cp", "-r", "src", "dst", "--existing", "keep");
        OrbitResult file = await RunAsync("cp", "src/a.txt", "dst/", "--existing", "keep");

        Assert.That((tree.ExitCode, file.ExitCode), Is.EqualTo((0, 0)));
        Assert.That(Read("dst/a.txt"), Is.EqualTo("old"));
    }

    [Test]
    public async Task Cp_SomeEntriesFail_EndsWith3AndCopiesTheRest()
    {
        Write("src/a.txt", "a");
        Write("src/b/c.txt", "c");
        Write("dst/b", "a file in the way");

        OrbitResult result = await RunAsync("cp", "-r", "src", "dst", "--on-error", "go-on", "--json");

        Assert.That(result.ExitCode, Is.EqualTo(3), result.ToString());
        Assert.That(Read("dst/a.txt"), Is.EqualTo("a"));
        Assert.That(result.Summary.GetProperty("failed").GetInt64(), Is.GreaterThan(0));
    }
}
