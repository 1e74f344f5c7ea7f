using Orbit.Storage.Memory;

namespace Orbit.Storage.Tests.Memory;

public sealed class MemoryBackendOptionsTests
{
    private static readonly TestCaseData<MemoryBackendOptions, string>[] Wrong =
    [
        new(new MemoryBackendOptions { MaxBytes = -1 }, "MaxBytes"),
        new(new MemoryBackendOptions { MaxObjectSize = 0 }, "MaxObjectSize"),
        new(new MemoryBackendOptions { MaxParts = 0 }, "MaxParts"),
        new(new MemoryBackendOptions { MinPartSize = 0 }, "MinPartSize"),
        new(new MemoryBackendOptions { MinPartSize = 5, MaxPartSize = 4 }, "MaxPartSize"),
        new(new MemoryBackendOptions { PageSize = 0 }, "PageSize"),
        new(new MemoryBackendOptions { BulkDeleteLimit = 0 }, "BulkDeleteLimit"),
    ];

    [TestCaseSource(nameof(Wrong))]
    public void Create_WrongOption_InvalidConfigurationThatNamesIt(MemoryBackendOptions options, string name)
    {
        StorageException failure = Assert.Throws<StorageException>(() => _ = new MemoryBackend(options))!;

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.InvalidConfiguration));
        Assert.That(failure.Message, Does.Contain(name));
    }

    [Test]
    public async Task Create_Limits_AreKeptByTheEngine()
    {
        await using MemoryBackend backend = new(new MemoryBackendOptions { MinPartSize = 1000, MaxPartSize = 3000, MaxParts = 10, EqualParts = true, PartChecksums = true });
        byte[] content = PatternedBytes.Create(29_500);

        await backend.WriteBytesAsync("known", content);

        PatternedBytes.AssertSame(await backend.ReadBytesAsync("known"), content);
        Assert.That(
            async () => await backend.WriteBytesAsync("object", new byte[30_001]),
            Throws.TypeOf<StorageException>().With.Property("Kind").EqualTo(StorageErrorKind.TooLarge));
        Assert.That((backend.OpenWrites, backend.StoredBytes), Is.EqualTo((0, 29_500)));
    }

    [Test]
    public async Task Create_OptionsChangedLater_BackendIsNot()
    {
        MemoryBackendOptions options = new();
        await using MemoryBackend backend = new(options);
        options.MaxBytes = 0;
        options.FlatKeys = true;

        await backend.WriteTextAsync("a/b", "x");

        Assert.That((await backend.StatAsync("a")).Kind, Is.EqualTo(StorageEntryKind.Directory));
    }
}
