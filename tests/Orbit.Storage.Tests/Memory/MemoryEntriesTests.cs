using Orbit.Storage.Memory;

namespace Orbit.Storage.Tests.Memory;

public sealed class MemoryEntriesTests
{
    [Test]
    public async Task Publish_CreateOnlyOnExisting_AlreadyExistsAndUnchanged()
    {
        MemoryFixture memory = new();
        await memory.WriteAsync("object", [1]);

        Assert.That(Kind(() => memory.WriteAsync("object", [2], new WriteOptions { Overwrite = false })), Is.EqualTo(StorageErrorKind.AlreadyExists));
        Assert.That(memory.Read("object"), Is.EqualTo(new byte[] { 1 }));
    }

    [Test]
    public async Task Publish_IfMatch_OnlyTheCurrentTagReplaces()
    {
        MemoryFixture memory = new();
        string? stale = (await memory.WriteAsync("object", [1])).ETag;
        string? current = (await memory.WriteAsync("object", [2], new WriteOptions { IfMatch = stale })).ETag;

        Assert.That(Kind(() => memory.WriteAsync("object", [3], new WriteOptions { IfMatch = stale })), Is.EqualTo(StorageErrorKind.PreconditionFailed));
        Assert.That(Kind(() => memory.WriteAsync("missing", [3], new WriteOptions { IfMatch = current })), Is.EqualTo(StorageErrorKind.PreconditionFailed));
        Assert.That(Kind(() => memory.WriteAsync("object", [3], new WriteOptions { IfNoneMatch = current })), Is.EqualTo(StorageErrorKind.PreconditionFailed));
        Assert.That(memory.Read("object"), Is.EqualTo(new byte[] { 2 }));
    }

    [Test]
    public async Task Publish_ParentIsAnObject_NotADirectory()
    {
        MemoryFixture memory = new();
        await memory.WriteAsync("a");

        Assert.That(Kind(() => memory.WriteAsync("a/b/c")), Is.EqualTo(StorageErrorKind.NotADirectory));
        Assert.That(await memory.ListAsync("", new ListOptions { Recursive = true }), Is.EqualTo(new[] { "a" }));
    }

    [Test]
    public async Task Publish_MissingParents_MadeUnlessForbidden()
    {
        MemoryFixture memory = new();

        Assert.That(Kind(() => memory.WriteAsync("a/b/c", [], new WriteOptions { CreateParents = false })), Is.EqualTo(StorageErrorKind.NotFound));
        Assert.That(await memory.ListAsync(""), Is.Empty);
        await memory.WriteAsync("a/b/c");
        Assert.That(memory.Entries.Get("a/b").Kind, Is.EqualTo(StorageEntryKind.Directory));
    }

    [Test]
    public async Task Publish_TargetIsADirectory_IsADirectory()
    {
        MemoryFixture memory = new();
        await memory.WriteAsync("a/b");

        Assert.That(Kind(() => memory.WriteAsync("a")), Is.EqualTo(StorageErrorKind.IsADirectory));
        Assert.That(memory.Entries.Get("a/b").Kind, Is.EqualTo(StorageEntryKind.File));
    }

    [Test]
    public async Task Delete_DirectoryWithContent_DirectoryNotEmpty()
    {
        MemoryFixture memory = new();
        await memory.WriteAsync("a/b");

        Assert.That(Kind(() => Task.Run(() => memory.Entries.Delete("a", null))), Is.EqualTo(StorageErrorKind.DirectoryNotEmpty));
        memory.Entries.Delete("a/b", null);
        memory.Entries.Delete("a", null);
        memory.Entries.Delete("a", null);
        Assert.That(await memory.ListAsync(""), Is.Empty);
    }

    [Test]
    public async Task DeleteTree_LeavesSiblingsWithTheSameStart()
    {
        MemoryFixture memory = new();
        foreach (string name in (string[])["a/b", "a/c", "a/d/e", "ab", "a.b"])
        {
            await memory.WriteAsync(name, [1]);
        }

        memory.Entries.DeleteTree("a");

        Assert.That(await memory.ListAsync("", new ListOptions { Recursive = true }), Is.EqualTo(new[] { "a.b", "ab" }));
        Assert.That(memory.Entries.StoredBytes, Is.EqualTo(2));
    }

    [Test]
    public async Task Rename_Directory_MovesAllBelowIt()
    {
        MemoryFixture memory = new();
        await memory.WriteAsync("a/b/c", [1]);
        await memory.WriteAsync("ab", [2]);

        memory.Entries.Rename("a", "x/y", new RenameOptions());

        Assert.That(await memory.ListAsync("", new ListOptions { Recursive = true }), Is.EqualTo(new[] { "ab", "x/", "x/y/", "x/y/b/", "x/y/b/c" }));
        Assert.That(Kind(() => Task.Run(() => memory.Entries.Rename("x/y", "ab", new RenameOptions()))), Is.EqualTo(StorageErrorKind.AlreadyExists));
    }

    [Test]
    public async Task Rename_OverExisting_ReplacesAndReturnsItsRoom()
    {
        MemoryFixture memory = new();
        await memory.WriteAsync("a", [1, 2, 3]);
        await memory.WriteAsync("b", [4]);

        Assert.That(Kind(() => Task.Run(() => memory.Entries.Rename("b", "a", new RenameOptions { Overwrite = false }))), Is.EqualTo(StorageErrorKind.AlreadyExists));
        memory.Entries.Rename("b", "a", new RenameOptions());

        Assert.That(memory.Read("a"), Is.EqualTo(new byte[] { 4 }));
        Assert.That(memory.Entries.StoredBytes, Is.EqualTo(1));
        Assert.That(Kind(() => Task.Run(() => memory.Entries.Get("b"))), Is.EqualTo(StorageErrorKind.NotFound));
    }

    [Test]
    public async Task Copy_KeepsDescriptionAndGetsATagOfItsOwn()
    {
        MemoryFixture memory = new();
        await memory.WriteAsync("a", [1], new WriteOptions { ContentType = "text/plain", Metadata = new Dictionary<string, string> { ["k"] = "v" } });

        memory.Entries.Copy("a", "p/b", new CopyOptions());

        MemoryNode copy = memory.Entries.Get("p/b");
        Assert.That((copy.ContentType, copy.Metadata["k"]), Is.EqualTo(("text/plain", "v")));
        Assert.That(copy.ETag, Is.Not.EqualTo(memory.Entries.Get("a").ETag));
        Assert.That(memory.Entries.StoredBytes, Is.EqualTo(2));
    }

    private static StorageErrorKind Kind(Func<Task> call) => Assert.ThrowsAsync<StorageException>(async () => await call())!.Kind;
}
