using Moq;
using Orbit.Storage.Memory;
using Orbit.Storage.Tests.Memory;

namespace Orbit.Storage.Tests.Extensions;

public sealed class CopyingTests
{
    private static readonly WriteOptions Described = new()
    {
        ContentType = "text/plain",
        ContentLanguage = "en",
        Metadata = new Dictionary<string, string> { ["k"] = "v" },
        Permissions = UnixFileMode.UserRead,
    };

    [Test]
    public async Task CopyTo_OtherBackend_BytesAndDescription()
    {
        await using MemoryBackend source = new();
        await using MemoryBackend target = new();
        byte[] content = PatternedBytes.Create(3_000_000);
        await source.WriteBytesAsync("a", content, Described);

        await source.CopyToAsync("a", target, "p/b");

        StorageEntry copy = await target.StatAsync("p/b");
        PatternedBytes.AssertSame(await target.ReadBytesAsync("p/b"), content);
        Assert.That((copy.ContentType, copy.ContentLanguage, copy.Metadata!["k"], copy.Permissions), Is.EqualTo(("text/plain", "en", "v", UnixFileMode.UserRead)));
        Assert.That(source.OpenReads, Is.Zero);
    }

    [Test]
    public async Task CopyTo_TargetWithoutPermissions_TheRestIsCarried()
    {
        await using MemoryBackend source = new();
        await using MemoryBackend target = new(new MemoryBackendOptions { FlatKeys = true });
        await source.WriteTextAsync("a", "x", Described);

        await source.CopyToAsync("a", target, "b");

        StorageEntry copy = await target.StatAsync("b");
        Assert.That((copy.ContentType, copy.Permissions), Is.EqualTo(("text/plain", (UnixFileMode?)null)));
    }

    [Test]
    public async Task CopyTo_CreateOnlyOnExisting_AlreadyExistsAndUnchanged()
    {
        await using MemoryBackend source = new();
        await using MemoryBackend target = new();
        await source.WriteTextAsync("a", "new");
        await target.WriteTextAsync("b", "old");

        StorageException failure = Assert.ThrowsAsync<StorageException>(async () => await source.CopyToAsync("a", target, "b", new CopyToOptions { Overwrite = false }))!;

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.AlreadyExists));
        Assert.That(await target.ReadTextAsync("b"), Is.EqualTo("old"));
        Assert.That(source.OpenReads, Is.Zero);
    }

    [Test]
    public async Task CopyTo_SameBackend_IsItsOwnCopy()
    {
        CopyOptions? seen = null;
        Mock<IStorageBackend> backend = new(MockBehavior.Strict);
        backend.Setup(b => b.Capabilities).Returns(new StorageCapabilities());
        backend.Setup(b => b.CopyAsync("a", "b", It.IsAny<CopyOptions>(), It.IsAny<CancellationToken>()))
            .Callback((StoragePath _, StoragePath _, CopyOptions options, CancellationToken _) => seen = options).Returns(Task.CompletedTask);

        CopyToResult result = await backend.Object.CopyToAsync("a", backend.Object, "b", new CopyToOptions { Overwrite = false, CreateParents = false, Durable = true });

        Assert.That((seen!.Overwrite, seen.CreateParents, seen.Durable), Is.EqualTo((false, false, true)));
        Assert.That((result.Path, result.WithinBackend), Is.EqualTo(((StoragePath)"b", true)));
    }
}
