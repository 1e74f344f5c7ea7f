using System.Diagnostics;
using System.Globalization;
using Orbit.Storage.Local;
using Orbit.Storage.Testing.Content;

namespace Orbit.Storage.Tests.Local;

/// <summary>A write whose process is killed again and again (kill -9), and that the last one ends.</summary>
[CancelAfter(120_000)]
public sealed class KilledWriteTests
{
    private const int Part = 128 * 1024;
    private const int Concurrency = 2;
    private const int Kills = 5;

    private readonly string _around = Directory.CreateTempSubdirectory("orbit-killed-").FullName;

    private static PatternedContent Content { get; } = new((120 * Part) + 33, seed: 9);

    private static CancellationToken Token => TestContext.CurrentContext.CancellationToken;

    private string Root => Path.Combine(_around, "root");

    [TearDown]
    public void Remove() => Directory.Delete(_around, recursive: true);

    [Test]
    public async Task Write_KilledAgainAndAgain_EndsExactAndSendsNoNotedPartTwice()
    {
        Directory.CreateDirectory(Root);
        await File.WriteAllTextAsync(Path.Combine(Root, "file"), "old", Token);
        for (int kill = 1; kill <= Kills; kill++)
        {
            await KillAtAsync(kill * Content.Length / (Kills + 1));
            Assert.That(await File.ReadAllTextAsync(Path.Combine(Root, "file"), Token), Is.EqualTo("old"));
        }

        long resumed = await EndAsync();

        Assert.That(resumed, Is.AtLeast((Kills * Content.Length / (Kills + 1)) - ((Concurrency + 1) * Part)));
        Assert.That(await File.ReadAllBytesAsync(Path.Combine(Root, "file"), Token), Is.EqualTo(Content.ToArray()));
        Assert.That(Directory.GetFileSystemEntries(Root), Has.Exactly(1).Items, "no temporary is left");
        Assert.That(Directory.GetFileSystemEntries(_around), Has.Exactly(1).Items, "no journal is left");
    }

    /// <summary>The process: says "stalled" when its source gives no more (a position of -1: never), and "done RESUMED_BYTES".</summary>
    internal static async Task<int> RunAsync(string root, string path, string journal, long stallsAt)
    {
        await using LocalBackend backend = new(new LocalBackendOptions { Root = root });
        SourceBehavior behavior = new()
        {
            StallsAt = stallsAt < 0 ? null : stallsAt,
            OnRead = position => Console.Write(position == stallsAt ? "stalled\n" : ""),
        };
        WriteOptions options = new()
        {
            Resume = new ResumeOptions { JournalFile = journal },
            Transfer = new TransferOptions { PartSize = Part, Concurrency = Concurrency },
        };
        WriteResult result = await backend.WriteAsync(path, Content.OpenSource(behavior), options);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"done {result.ResumedBytes}"));
        return 0;
    }

    private async Task KillAtAsync(long position)
    {
        using Process process = Start(position);
        string? line = await process.StandardOutput.ReadLineAsync(Token);
        Assert.That(line, Is.EqualTo("stalled"), line is null ? await process.StandardError.ReadToEndAsync(Token) : "");
        process.Kill();
        await process.WaitForExitAsync(Token);
    }

    private async Task<long> EndAsync()
    {
        using Process process = Start(-1);
        string output = await process.StandardOutput.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        Assert.That(output, Does.StartWith("done "), await process.StandardError.ReadToEndAsync(Token));
        return long.Parse(output.Split(' ')[1], CultureInfo.InvariantCulture);
    }

    private Process Start(long stallsAt) => ChildProgram.Start(
        [], ["write-resumably", Root, "file", Path.Combine(_around, "journal"), stallsAt.ToString(CultureInfo.InvariantCulture)], readsOutput: true);
}
