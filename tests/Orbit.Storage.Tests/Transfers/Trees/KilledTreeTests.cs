using System.Diagnostics;
using System.Globalization;
using Orbit.Storage.Local;
using Orbit.Storage.Tests.Extensions;
using Orbit.Storage.Tests.Local;

namespace Orbit.Storage.Tests.Transfers.Trees;

/// <summary>Copies of a tree whose process is killed again and again (kill -9), and that the last one ends.</summary>
[CancelAfter(240_000)]
public sealed class KilledTreeTests : IDisposable
{
    private const int Files = 1200;
    private const int Workers = 8;

    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Token => TestContext.CurrentContext.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Test]
    public async Task CopyTree_KilledAgainAndAgain_EndsIdenticalAndSendsNothingTwice()
    {
        Fill();
        HashSet<string> arrived = [];
        int said = 0;
        for (int kill = 0; kill < 6; kill++)
        {
            foreach (string path in await KillAfterAsync(40 + (kill * 37)))
            {
                said++;
                arrived.Add(path);
            }
        }

        using Process last = Start();
        string[] lines = await EndAsync(last);
        long[] counts = [.. lines[^1].Split(' ')[1..].Select(text => long.Parse(text, CultureInfo.InvariantCulture))];

        Assert.That(said, Is.EqualTo(arrived.Count), "no file was sent twice");
        Assert.That(counts[1], Is.InRange(arrived.Count, arrived.Count + (6 * Workers)), "what the journal has is not sent again; a kill may come between the journal and the word of it");
        Assert.That(counts[0] + counts[1], Is.EqualTo(Files));
        await using LocalBackend source = Open("source");
        await using LocalBackend target = Open("target");
        TreeReport comparison = await source.CompareTreesAsync("", target, "");
        Assert.That((comparison.AreAlike, comparison.Unchanged), Is.EqualTo((true, (long)Files)));
        Assert.That(File.Exists(_directory["journal"]), Is.False);
    }

    private async Task<List<string>> KillAfterAsync(int count)
    {
        using Process process = Start();
        List<string> copied = [];
        while (await process.StandardOutput.ReadLineAsync(Token) is { } line)
        {
            if (line.StartsWith("copied ", StringComparison.Ordinal))
            {
                copied.Add(line);
            }

            if (copied.Count == count)
            {
                process.Kill();
            }
        }

        // A line that the kill tore counts as not said.
        await process.WaitForExitAsync(Token);
        Assert.That(process.ExitCode, Is.Not.Zero, await process.StandardError.ReadToEndAsync(Token));
        return [.. copied.Where(line => line.EndsWith(".dat", StringComparison.Ordinal))];
    }

    private static async Task<string[]> EndAsync(Process process)
    {
        string output = await process.StandardOutput.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        Assert.That(process.ExitCode, Is.Zero, await process.StandardError.ReadToEndAsync(Token));
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private Process Start() => ChildProgram.Start([], ["copy-tree", _directory["source"], _directory["target"], _directory["journal"]], readsOutput: true);

    private LocalBackend Open(string name) => new(new LocalBackendOptions { Root = _directory[name] });

    private void Fill()
    {
        Directory.CreateDirectory(_directory["target"]);
        Random random = new(7);
        for (int i = 0; i < Files; i++)
        {
            string file = Path.Combine(_directory["source"], $"d{i % 12}", $"f{i:d4}.dat");
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            byte[] content = new byte[random.Next(0, 40_000)];
            random.NextBytes(content);
            File.WriteAllBytes(file, content);
        }
    }
}
