namespace Orbit.Cli.Tests.Interruptions;

internal sealed class ResumeTests : CliTest
{
    private const int Files = 24;
    private static readonly string[] Slowly = ["--bwlimit", "256K", "--concurrency", "2", "--json"];

    [TestCase("INT", 130)]
    [TestCase("TERM", 143)]
    public async Task Cp_Interrupted_SaysHowToGoOnAndGoesOn(string signal, int exitCode)
    {
        Fill("src", Files, 64 * 1024);
        using OrbitProcess first = Start(["cp", "-r", "src", "dst", "--journal", "j", .. Slowly]);
        await first.AwaitLinesAsync("\"Copied\"", 2);
        first.Signal(signal);
        OrbitResult interrupted = await first.FinishAsync();

        Assert.That(interrupted.ExitCode, Is.EqualTo(exitCode), interrupted.ToString());
        Assert.That(interrupted.Errors, Does.Contain("--journal 'j' --resume"));
        Assert.That(Names("dst"), Has.Length.LessThan(Files));
        Assert.That(System.IO.Directory.EnumerateFiles(At("dst"), ".*"), Is.Empty, "nothing half written is left");
        await AssertGoesOnAsync();
    }

    [Test]
    public async Task Cp_Killed_GoesOn()
    {
        await KillAsync();

        OrbitResult unasked = await RunAsync("cp", "-r", "src", "dst", "--journal", "j");
        Assert.That(unasked.ExitCode, Is.EqualTo(2), "an old journal is gone on with only when asked");
        Assert.That(unasked.Errors, Does.Contain("--resume"));
        await AssertGoesOnAsync();
    }

    [Test]
    public async Task Cp_KilledInALargeFile_GoesOnWithin()
    {
        const int Size = 24 << 20;
        Fill("src", 1, Size);
        using OrbitProcess first = Start(["cp", "-r", "src", "dst", "--journal", "j", "--bwlimit", "8M", "--json"]);
        while (!System.IO.Directory.Exists(At("dst")) || !new DirectoryInfo(At("dst")).EnumerateFiles(".orbit-*").Any(file => file.Length >= Size / 2))
        {
            await Task.Delay(10);
        }

        first.Signal("KILL");
        await first.FinishAsync();

        // Without a limit one local directory copies to another by the kernel, in a single step.
        OrbitResult second = await RunAsync("cp", "-r", "src", "dst", "--journal", "j", "--resume", "--bwlimit", "512M", "--json");

        Assert.That(second.ExitCode, Is.Zero, second.ToString());
        Assert.That(second.Summary.GetProperty("resumedBytes").GetInt64(), Is.AtLeast(4 << 20));
        AssertAlike("src", "dst");
        Assert.That(System.IO.Directory.EnumerateFiles(At("dst"), ".*"), Is.Empty, "nothing half written is left");
    }

    [Test]
    public async Task Cp_JournalOfAnotherJob_IsRefusedAndKept()
    {
        Write("other/a.txt", "a");
        await KillAsync();
        byte[] before = await File.ReadAllBytesAsync(At("j"));

        OrbitResult other = await RunAsync("cp", "-r", "other", "elsewhere", "--journal", "j", "--resume");

        Assert.That(other.ExitCode, Is.EqualTo(2), other.ToString());
        Assert.That(other.Errors, Does.Contain("is that of").And.Contain("src"));
        Assert.That(await File.ReadAllBytesAsync(At("j")), Is.EqualTo(before));
        Assert.That(System.IO.Directory.Exists(At("elsewhere")), Is.False);
    }

    [Test]
    public async Task Cp_FileThatIsNoJournal_IsRefusedAndKept()
    {
        Write("src/a.txt", "a");
        Write("j", "my diary, which is not to be overwritten\n");

        OrbitResult result = await RunAsync("cp", "-r", "src", "dst", "--journal", "j", "--resume");

        Assert.That(result.ExitCode, Is.EqualTo(2), result.ToString());
        Assert.That(Read("j"), Does.StartWith("my diary"));
    }

    [Test]
    public async Task Cp_JournalTornInItsLastLine_GoesOnFromWhatIsWhole()
    {
        await KillAsync();
        byte[] whole = await File.ReadAllBytesAsync(At("j"));
        await File.WriteAllBytesAsync(At("j"), [.. whole, .. "{\"type\":\"file\",\"path\":\"023.bin\",\"si"u8]);

        await AssertGoesOnAsync();
    }

    [Test]
    public async Task Cp_JournalDamagedInTheMiddle_TrustsOnlyWhatComesBefore()
    {
        await KillAsync();
        string[] lines = await File.ReadAllLinesAsync(At("j"));
        Assert.That(lines, Has.Length.AtLeast(4), "the head, the job, and two files");
        lines[3] = lines[3].Replace("\"size\":65536", "\"size\":65535", StringComparison.Ordinal);
        await File.WriteAllTextAsync(At("j"), string.Join('\n', lines) + "\n");

        OrbitResult second = await RunAsync("cp", "-r", "src", "dst", "--journal", "j", "--resume", "--json");

        Assert.That(second.ExitCode, Is.Zero, second.ToString());
        Assert.That(second.Summary.GetProperty("resumed").GetInt64(), Is.EqualTo(1), "the file before the damaged line");
        AssertAlike("src", "dst");
        Assert.That(File.Exists(At("j")), Is.False);
    }

    [Test]
    public async Task Cp_JournalThatAnotherProcessUses_IsRefusedAndKept()
    {
        Fill("src", Files, 64 * 1024);
        using OrbitProcess first = Start(["cp", "-r", "src", "dst", "--journal", "j", .. Slowly]);
        await first.AwaitLinesAsync("\"Copied\"", 1);

        OrbitResult second = await RunAsync("cp", "-r", "src", "dst", "--journal", "j", "--resume");

        Assert.That(second.ExitCode, Is.Not.Zero, second.ToString());
        Assert.That(second.Errors, Does.Contain("'j'").Or.Contain(At("j")));
        first.Signal("INT");
        await first.FinishAsync();
        await AssertGoesOnAsync(atLeast: 1);
    }

    [Test]
    public async Task Cp_WithoutAnInterruption_LeavesNoJournal()
    {
        Write("src/a.txt", "a");

        OrbitResult result = await RunAsync("cp", "-r", "src", "dst", "--journal", "j", "--resume");

        Assert.That(result.ExitCode, Is.Zero, result.ToString());
        Assert.That(File.Exists(At("j")), Is.False);
    }

    private async Task KillAsync()
    {
        Fill("src", Files, 64 * 1024);
        using OrbitProcess first = Start(["cp", "-r", "src", "dst", "--journal", "j", .. Slowly]);
        await first.AwaitLinesAsync("\"Copied\"", 3);
        first.Signal("KILL");
        await first.FinishAsync();
    }

    private async Task AssertGoesOnAsync(int atLeast = 2)
    {
        OrbitResult second = await RunAsync("cp", "-r", "src", "dst", "--journal", "j", "--resume", "--json");

        Assert.That(second.ExitCode, Is.Zero, second.ToString());
        Assert.That(second.Summary.GetProperty("resumed").GetInt64(), Is.GreaterThanOrEqualTo(atLeast));
        AssertAlike("src", "dst");
        Assert.That(File.Exists(At("j")), Is.False);
    }
}
