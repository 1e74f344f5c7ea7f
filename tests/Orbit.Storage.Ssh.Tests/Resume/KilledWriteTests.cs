using Orbit.Storage.Ssh.Tests.Servers;
using Orbit.Storage.Tests.Shared;

namespace Orbit.Storage.Ssh.Tests.Resume;

/// <summary>A write whose process is killed again and again (kill -9), and that the last one ends.</summary>
[CancelAfter(120_000)]
public sealed class KilledWriteTests
{
    private static CancellationToken Token => TestContext.CurrentContext.CancellationToken;

    [TestCase("openssh")]
    [TestCase("other")]
    public async Task Write_KilledAgainAndAgain_EndsExactAndSendsNoNotedPartTwice(string server)
    {
        string root = NewRoot(server);
        string journal = Path.Combine(Path.GetTempPath(), $"orbit-killed-{Guid.NewGuid():N}");
        string file = Path.Combine(root, "file");
        try
        {
            KilledWrite write = new(server, root, "file", journal);
            await write.KillAndEndAsync(
                kills: 4,
                () =>
                {
                    Assert.That(File.Exists(file), Is.False);
                    return Task.CompletedTask;
                },
                Token);

            Assert.That(await File.ReadAllBytesAsync(file, Token), Is.EqualTo(KilledWrite.Content.ToArray()));
            Assert.That(Directory.GetFileSystemEntries(root), Has.Exactly(1).Items, "no temporary is left");
            Assert.That(File.Exists(journal), Is.False);
        }
        finally
        {
            File.Delete(journal);
            Directory.Delete(root, recursive: true);
        }
    }

    private static string NewRoot(string server)
    {
        if (server != "other")
        {
            return OpenSshServer.NewDirectory();
        }

        // The server's user is not the one who runs the tests.
        string root = OtherServer.NewDirectory();
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(root, (UnixFileMode)0b111_111_111);
        }

        return root;
    }
}
