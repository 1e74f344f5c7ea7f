using System.Diagnostics;
using System.Globalization;
using Orbit.Storage.Testing.Content;

namespace Orbit.Storage.Tests.Shared;

/// <summary>A write with a journal in a process of its own, which is killed (kill -9) where its source is made to stall, and started again.</summary>
/// <param name="arguments">What makes this program, started again, call <see cref="RunAsync"/>; the position at which its source stalls, or -1 for never, is put behind.</param>
internal sealed class KilledWrite(params string[] arguments)
{
    public const int Part = 128 * 1024;
    public const int Concurrency = 2;

    public static PatternedContent Content { get; } = new((120 * Part) + 33, seed: 9);

    /// <summary>The process: says "stalled" when its source gives no more, and "done RESUMED_BYTES".</summary>
    public static async Task<int> RunAsync(IStorageBackend backend, string path, string journal, string stallsAt)
    {
        long position = long.Parse(stallsAt, CultureInfo.InvariantCulture);
        SourceBehavior behavior = new()
        {
            StallsAt = position < 0 ? null : position,
            OnRead = at => Console.Write(at == position ? "stalled\n" : ""),
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

    /// <summary>Runs it until its source stalls, and kills it.</summary>
    public async Task KillAtAsync(long position, CancellationToken cancellationToken)
    {
        using Process process = Start(position);
        string? line = await process.StandardOutput.ReadLineAsync(cancellationToken);
        Assert.That(line, Is.EqualTo("stalled"), line is null ? await process.StandardError.ReadToEndAsync(cancellationToken) : "");
        process.Kill();
        await process.WaitForExitAsync(cancellationToken);
    }

    /// <summary>Kills it several times, each time further on, and lets it come to its end.</summary>
    /// <param name="kills">How often.</param>
    /// <param name="afterKill">What must be true after each.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task KillAndEndAsync(int kills, Func<Task> afterKill, CancellationToken cancellationToken)
    {
        for (int kill = 1; kill <= kills; kill++)
        {
            await KillAtAsync(kill * Content.Length / (kills + 1), cancellationToken);
            await afterKill();
        }

        using Process process = Start(-1);
        string output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        Assert.That(output, Does.StartWith("done "), await process.StandardError.ReadToEndAsync(cancellationToken));

        // What was under way is sent again, and a part that was filled when the source stalled.
        long resumed = long.Parse(output.Split(' ')[1], CultureInfo.InvariantCulture);
        Assert.That(resumed, Is.AtLeast((kills * Content.Length / (kills + 1)) - ((Concurrency + 1) * Part)));
    }

    private Process Start(long position)
    {
        string[] all = ["exec", typeof(KilledWrite).Assembly.Location, .. arguments, position.ToString(CultureInfo.InvariantCulture)];
        return Process.Start(new ProcessStartInfo("dotnet", all) { RedirectStandardError = true, RedirectStandardOutput = true })!;
    }
}
