using Orbit.Storage.Smb.Tests.Servers;
using Orbit.Storage.Tests.Shared;

namespace Orbit.Storage.Smb.Tests.Resume;

/// <summary>A write whose process is killed again and again (kill -9), and that the last one ends.</summary>
[CancelAfter(120_000)]
public sealed class KilledWriteTests
{
    private static CancellationToken Token => TestContext.CurrentContext.CancellationToken;

    [TestCase("plain")]
    [TestCase("signing")]
    [TestCase("encrypted")]
    public async Task Write_KilledAgainAndAgain_EndsExactAndSendsNoNotedPartTwice(string variant)
    {
        string root = SambaServer.NewDirectory();
        string directory = Path.Combine(SambaServer.Root, root);
        string journal = Path.Combine(Path.GetTempPath(), $"orbit-killed-{Guid.NewGuid():N}");
        string file = Path.Combine(directory, "file");
        try
        {
            KilledWrite write = new(variant, root, "file", journal);
            await write.KillAndEndAsync(
                kills: 4,
                () =>
                {
                    Assert.That(File.Exists(file), Is.False);
                    return Task.CompletedTask;
                },
                Token);

            Assert.That(await File.ReadAllBytesAsync(file, Token), Is.EqualTo(KilledWrite.Content.ToArray()));
            Assert.That(Directory.GetFileSystemEntries(directory), Has.Exactly(1).Items, "no temporary is left");
            Assert.That(File.Exists(journal), Is.False);
        }
        finally
        {
            File.Delete(journal);
            Directory.Delete(directory, recursive: true);
        }
    }
}
