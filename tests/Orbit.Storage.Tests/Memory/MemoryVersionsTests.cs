using Orbit.Storage.Memory;

namespace Orbit.Storage.Tests.Memory;

public sealed class MemoryVersionsTests
{
    [Test]
    public async Task GetObject_ReplacedAndDeletedVersions_StayReadable()
    {
        MemoryFixture memory = new(new MemoryBackendOptions { KeepVersions = true });
        string first = (await memory.WriteAsync("a", [1])).VersionId!;
        string second = (await memory.WriteAsync("a", [2, 2])).VersionId!;
        memory.Entries.Delete("a", null);

        Assert.That(memory.Entries.GetObject("a", first).Content.Length, Is.EqualTo(1));
        Assert.That(memory.Entries.GetObject("a", second).Content.Length, Is.EqualTo(2));
        Assert.That(() => memory.Entries.GetObject("a", "unknown"), Throws.TypeOf<StorageException>().With.Property("Kind").EqualTo(StorageErrorKind.NotFound));
        Assert.That(() => memory.Entries.Get("a"), Throws.TypeOf<StorageException>().With.Property("Kind").EqualTo(StorageErrorKind.NotFound));
        Assert.That(memory.Entries.StoredBytes, Is.EqualTo(3));
    }

    [Test]
    public async Task Delete_CurrentVersion_TheOneBeforeIsCurrentAgain()
    {
        MemoryFixture memory = new(new MemoryBackendOptions { KeepVersions = true });
        await memory.WriteAsync("a", [1]);
        string second = (await memory.WriteAsync("a", [2, 2])).VersionId!;

        memory.Entries.Delete("a", second);
        memory.Entries.Delete("a", "unknown");

        Assert.That(memory.Read("a"), Is.EqualTo(new byte[] { 1 }));
        Assert.That(memory.Entries.StoredBytes, Is.EqualTo(1));
    }

    [Test]
    public async Task Delete_OldVersionOfDeletedObject_DoesNotBringItBack()
    {
        MemoryFixture memory = new(new MemoryBackendOptions { KeepVersions = true });
        string first = (await memory.WriteAsync("a", [1])).VersionId!;
        await memory.WriteAsync("a", [2]);
        memory.Entries.Delete("a", null);

        memory.Entries.Delete("a", first);

        Assert.That(await memory.ListAsync(""), Is.Empty);
    }
}
