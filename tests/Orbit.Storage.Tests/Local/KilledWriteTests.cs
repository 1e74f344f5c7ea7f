using Orbit.Storage.Tests.Shared;

namespace Orbit.Storage.Tests.Local;

/// <summary>A write whose process is killed again and again (kill -9), and that the last one ends.</summary>
[CancelAfter(120_000)]
public sealed class KilledWriteTests
{
    private readonly string _around = Directory.CreateTempSubdirectory("orbit-killed-").FullName;

    private static CancellationToken Token => TestContext.CurrentContext.CancellationToken;

    [TearDown]
    public void Remove() => Directory.Delete(_around, recursive: true);

    [Test]
    public async Task Write_KilledAgainAndAgain_EndsExactAndSendsNoNotedPartTwice()
    {
        string root = Directory.CreateDirectory(Path.Combine(_around, "root")).FullName;
        string file = Path.Combine(root, "file");
        await File.WriteAllTextAsync(file, "old", Token);

        KilledWrite write = new("write-resumably", root, "file", Path.Combine(_around, "journal"));
        await write.KillAndEndAsync(kills: 5, async () => Assert.That(await File.ReadAllTextAsync(file, Token), Is.EqualTo("old")), Token);

        Assert.That(await File.ReadAllBytesAsync(file, Token), Is.EqualTo(KilledWrite.Content.ToArray()));
        Assert.That(Directory.GetFileSystemEntries(root), Has.Exactly(1).Items, "no temporary is left");
        Assert.That(Directory.GetFileSystemEntries(_around), Has.Exactly(1).Items, "no journal is left");
    }
}
