using System.IO.Pipelines;
using Orbit.Storage.Smb.Tests.Servers;
using Orbit.Storage.Testing;
using Orbit.Storage.Testing.Content;

namespace Orbit.Storage.Smb.Tests.Faults;

/// <summary>The server's process ends in the middle of things.</summary>
public sealed class KilledServerTests
{
    private const int MiB = 1 << 20;

    [Test]
    public async Task Read_ProcessKilledHalfWay_GoesOnOnAnotherConnection()
    {
        using OwnSamba server = OwnSamba.Start("signing");
        await using SmbBackend backend = new(server.NewOptions());
        PatternedContent content = new(64 * MiB, seed: 3);
        await backend.WriteAsync("file", content.OpenStream());
        await using StorageContent read = await backend.OpenReadAsync("file");

        byte[] buffer = new byte[MiB];
        Stream stream = read.Reader.AsStream();
        for (long at = 0; at < content.Length;)
        {
            if (at == 8 * MiB || at == 40 * MiB)
            {
                server.KillSessions();
            }

            int count = await stream.ReadAtLeastAsync(buffer, (int)Math.Min(MiB, content.Length - at));
            Assert.That(content.FindDifference(at, buffer.AsSpan(0, count)), Is.Null);
            at += count;
        }

        Assert.That(await stream.ReadAsync(buffer), Is.Zero);
    }

    [Test]
    public async Task Write_ProcessKilledHalfWay_FailsAndLeavesTheTargetAsItWas()
    {
        using OwnSamba server = OwnSamba.Start("signing");
        await using SmbBackend backend = new(server.NewOptions());
        await backend.WriteTextAsync("file", "old");
        Pipe pipe = new();
        Task<WriteResult> write = backend.WriteAsync("file", pipe.Reader);

        // Whoever feeds the write hears of its end as well.
        await StorageAssert.FailsAsync(
            async () =>
            {
                byte[] block = new byte[MiB];
                for (int i = 0; i < 256; i++)
                {
                    if (i == 32)
                    {
                        server.KillSessions();
                    }

                    await pipe.Writer.WriteAsync(block);
                }
            },
            StorageErrorKind.Network);
        await pipe.Writer.CompleteAsync();
        await StorageAssert.FailsAsync(() => write, StorageErrorKind.Network);
        Assert.That(await backend.ReadTextAsync("file"), Is.EqualTo("old"));
        Assert.That(Directory.GetFiles(server.Root).Select(Path.GetFileName), Is.EqualTo(new[] { "file" }));
    }

    [Test]
    public async Task Calls_ServerRestartedBetween_Succeed()
    {
        using OwnSamba server = OwnSamba.Start("plain");
        await using SmbBackend backend = new(server.NewOptions());
        await backend.WriteTextAsync("file", "content");

        server.Restart();

        Assert.That(await backend.ReadTextAsync("file"), Is.EqualTo("content"));
        await backend.WriteTextAsync("file", "again");
        Assert.That(await File.ReadAllTextAsync(Path.Combine(server.Root, "file")), Is.EqualTo("again"));
    }

    [Test]
    public async Task Call_ServerPaused_EndsWhenItsSilenceIsTooLong()
    {
        using OwnSamba server = OwnSamba.Start("plain");
        SmbBackendOptions options = server.NewOptions();
        (options.EchoAfter, options.SilenceTimeout) = (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        options.Retry.MaxAttempts = 1;
        await using SmbBackend backend = new(options);
        await backend.WriteTextAsync("file", "content");
        int[] paused = server.Processes();

        server.Signal("STOP");
        StorageException failure = await StorageAssert.FailsAsync(() => backend.StatAsync("file"), StorageErrorKind.Network);

        Assert.That(failure.Message, Does.Contain("silent"));
        Assert.That(await backend.ReadTextAsync("file"), Is.EqualTo("content"), "on a new connection");
        Array.ForEach(paused, process => System.Diagnostics.Process.Start("kill", ["-CONT", process.ToString(System.Globalization.CultureInfo.InvariantCulture)]).WaitForExit());
    }
}
