using Orbit.Storage.Memory;

namespace Orbit.Storage.Tests.Extensions;

public sealed class DeletingTests
{
    [Test]
    public async Task DeleteMany_PlainSequence_OneResultForEachInOrder()
    {
        await using MemoryBackend memory = new(new MemoryBackendOptions { BulkDeleteLimit = 2 });
        StoragePath[] paths = ["1", "2", "missing", "4", "I'm a < & weird path", "😀", "7"];
        foreach (StoragePath path in paths.Where(path => path != "missing"))
        {
            await memory.WriteTextAsync(path, "x");
        }

        List<DeleteResult> results = [];
        await foreach (DeleteResult result in memory.DeleteManyAsync(paths))
        {
            results.Add(result);
        }

        Assert.That(results.Select(result => result.Path), Is.EqualTo(paths));
        Assert.That(results, Has.All.Property("IsDeleted").True);
        Assert.That(await memory.ListToListAsync("", 0), Is.Empty);
    }

    [Test]
    public async Task DeleteEach_OneCannotBeDeleted_OthersAreAndItIsThrown()
    {
        await using MemoryBackend memory = new();
        await memory.WriteTextAsync("full/x", "x");
        await memory.WriteTextAsync("a", "x");
        await memory.WriteTextAsync("b", "x");

        StorageException failure = Assert.ThrowsAsync<StorageException>(async () => await memory.DeleteEachAsync(["a", "full", "b"]))!;

        Assert.That((failure.Kind, failure.Path), Is.EqualTo((StorageErrorKind.DirectoryNotEmpty, (StoragePath?)"full")));
        Assert.That(await memory.ListToListAsync("", 1), Has.Count.EqualTo(1));
        Assert.That(await memory.DeleteEachAsync(["full/x", "full", "gone"]), Is.EqualTo(3));
    }
}
