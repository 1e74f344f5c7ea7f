using System.IO.Pipelines;
using Microsoft.Extensions.Time.Testing;
using Orbit.Storage.Local;

namespace Orbit.Storage.Tests.Local;

public sealed class SweepingTests(VolumeKind kind) : LocalFixture(kind)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Test]
    public async Task SweepAsync_OldTemporaries_AreRemovedAndNothingElse()
    {
        FakeTimeProvider time = new(TimeProvider.System.GetUtcNow() + Day + TimeSpan.FromMinutes(1));
        LocalBackend backend = Open(services: new StorageServices { Time = time });
        await WriteAsync("a/b/file", "text");
        await File.WriteAllTextAsync(OnDisk(TemporaryName.Create()), "12345");
        await File.WriteAllTextAsync(OnDisk("a/b/" + TemporaryName.Create()), "123");
        await File.WriteAllTextAsync(OnDisk("a/.ORBIT-notes.tmp"), "a user's own");
        Directory.CreateDirectory(OnDisk("a/" + TemporaryName.Create()[..^5]));

        SweepResult result = await backend.SweepAsync(Day);

        Assert.That((result.Count, result.Bytes), Is.EqualTo((2L, 8L)));
        Assert.That(OnDisk(), Has.Exactly(5).Items);
    }

    [Test]
    public async Task SweepAsync_YoungTemporaries_Stay()
    {
        string name = OnDisk(TemporaryName.Create());
        await File.WriteAllTextAsync(name, "text");

        SweepResult result = await Backend.SweepAsync(TimeSpan.FromMinutes(5));

        Assert.That((result.Count, File.Exists(name)), Is.EqualTo((0L, true)));
        File.Delete(name);
    }

    [Test]
    public async Task SweepAsync_WriterAlive_IsLeftAlone()
    {
        FakeTimeProvider time = new(TimeProvider.System.GetUtcNow() + Day + TimeSpan.FromMinutes(1));
        LocalBackend sweeper = Open(services: new StorageServices { Time = time });
        Pipe pipe = new();
        Task<WriteResult> write = Backend.WriteAsync("file", pipe.Reader, new WriteOptions { Transfer = new TransferOptions { PartSize = 128 * 1024 } });
        while (OnDisk().Length == 0)
        {
            await pipe.Writer.WriteAsync(new byte[32 * 1024]);
        }

        SweepResult result = await sweeper.SweepAsync(Day);
        await pipe.Writer.CompleteAsync();
        await write;

        Assert.That(result.Count, Is.Zero);
        Assert.That(OnDisk(), Is.EqualTo(new[] { "file" }));
    }

    [Test]
    public async Task SweepAsync_Links_AreNotEntered()
    {
        string outside = Path.Combine(Outside, TemporaryName.Create());
        await File.WriteAllTextAsync(outside, "text");
        Directory.CreateSymbolicLink(OnDisk("link"), Outside);

        SweepResult result = await Backend.SweepAsync(TimeSpan.Zero);

        Assert.That((result.Count, File.Exists(outside)), Is.EqualTo((0L, true)));
    }

    [Test]
    public void SweepAsync_NegativeAge_IsAnArgumentMistake()
    {
        Assert.That(async () => await Backend.SweepAsync(TimeSpan.FromSeconds(-1)), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }
}
