using Orbit.Storage.Memory;
using Orbit.Storage.Tests.Memory;

namespace Orbit.Storage.Tests.Extensions;

public sealed class ReadToFileTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(3_000_001)]
    public async Task ReadToFile_NewFile_SameBytesAndNothingElse(int size)
    {
        await using MemoryBackend memory = new();
        byte[] content = PatternedBytes.Create(size);
        await memory.WriteBytesAsync("object", content);

        StorageEntry entry = await memory.ReadToFileAsync("object", _directory["new/file"]);

        PatternedBytes.AssertSame(await File.ReadAllBytesAsync(_directory["new/file"]), content);
        Assert.That(entry.Size, Is.EqualTo(size));
        Assert.That(Directory.GetFiles(_directory["new"]), Has.Length.EqualTo(1));
        Assert.That(memory.OpenReads, Is.Zero);
    }

    [Test]
    public async Task ReadToFile_ExistingFile_ReplacedUnlessForbidden()
    {
        await using MemoryBackend memory = new();
        await memory.WriteTextAsync("object", "new");
        await File.WriteAllTextAsync(_directory["file"], "old and longer");

        StorageException failure = Assert.ThrowsAsync<StorageException>(
            async () => await memory.ReadToFileAsync("object", _directory["file"], new ReadToFileOptions { Overwrite = false }))!;
        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.AlreadyExists));
        Assert.That(await File.ReadAllTextAsync(_directory["file"]), Is.EqualTo("old and longer"));

        await memory.ReadToFileAsync("object", _directory["file"]);
        Assert.That(await File.ReadAllTextAsync(_directory["file"]), Is.EqualTo("new"));
    }

    [Test]
    public async Task ReadToFile_Missing_NotFoundAndNothingLeft()
    {
        await using MemoryBackend memory = new();

        Assert.That(async () => await memory.ReadToFileAsync("missing", _directory["file"]), Throws.TypeOf<StorageException>());
        Assert.That(Directory.GetFileSystemEntries(_directory.Path), Is.Empty);
    }

    [Test]
    public async Task ReadToFile_TargetIsADirectory_FailsAndNothingLeft()
    {
        await using MemoryBackend memory = new();
        await memory.WriteTextAsync("object", "new");
        Directory.CreateDirectory(_directory["file"]);

        Assert.That(async () => await memory.ReadToFileAsync("object", _directory["file"]), Throws.InstanceOf<SystemException>());
        Assert.That(Directory.GetFileSystemEntries(_directory.Path), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task ReadToFile_DirectoryIsMissing_SaidAsItIs([Values(3, 3_000_001)] int size)
    {
        await using MemoryBackend memory = new();
        await memory.WriteBytesAsync("object", PatternedBytes.Create(size));

        Assert.That(async () => await memory.ReadToFileAsync("object", _directory["none/file"], new ReadToFileOptions { CreateParents = false }), Throws.TypeOf<DirectoryNotFoundException>());
        Assert.That(Directory.GetFileSystemEntries(_directory.Path), Is.Empty);
        Assert.That(memory.OpenReads, Is.Zero);
    }

    [Test]
    public async Task ReadToFile_RangeAndTime_AsAsked()
    {
        await using MemoryBackend memory = new();
        DateTimeOffset changed = new(2020, 1, 2, 3, 4, 5, TimeSpan.Zero);
        await memory.WriteTextAsync("object", "0123456789", new WriteOptions { LastModified = changed });

        await memory.ReadToFileAsync("object", _directory["file"], new ReadToFileOptions { KeepLastModified = true, Read = new ReadOptions { Range = ByteRange.Suffix(3) } });

        Assert.That(await File.ReadAllTextAsync(_directory["file"]), Is.EqualTo("789"));
        Assert.That(File.GetLastWriteTimeUtc(_directory["file"]), Is.EqualTo(changed.UtcDateTime));
    }

    public void Dispose() => _directory.Dispose();
}
