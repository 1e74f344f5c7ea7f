using Moq;
using Orbit.Storage.Memory;

namespace Orbit.Storage.Tests.Extensions;

public sealed class ExistsTests
{
    [TestCase("a/b", true)]
    [TestCase("a", true)]
    [TestCase("", true)]
    [TestCase("a/c", false)]
    [TestCase("a/b/c", false)]
    public async Task Exists_ObjectsAndDirectories_AsStatSays(string path, bool expected)
    {
        await using MemoryBackend backend = new();
        await backend.WriteTextAsync("a/b", "x");

        Assert.That(await backend.ExistsAsync(path), Is.EqualTo(expected));
    }

    [Test]
    public void Exists_StoreDoesNotSay_FailureThrown()
    {
        Mock<IStorageBackend> backend = new();
        backend.Setup(b => b.StatAsync("a", It.IsAny<CancellationToken>())).ThrowsAsync(new StorageException(StorageErrorKind.PermissionDenied, "no"));

        Assert.That(async () => await backend.Object.ExistsAsync("a"), Throws.TypeOf<StorageException>().With.Property("Kind").EqualTo(StorageErrorKind.PermissionDenied));
    }
}
