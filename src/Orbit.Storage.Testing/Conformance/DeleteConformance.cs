using System.Globalization;
using NUnit.Framework;

namespace Orbit.Storage.Testing.Conformance;

/// <summary>Deleting one, many, and trees.</summary>
/// <typeparam name="THarness">Makes the backend.</typeparam>
public abstract class DeleteConformance<THarness> : ConformanceFixture<THarness>
    where THarness : BackendHarness, new()
{
    private static readonly DeleteOptions Tree = new() { Recursive = true };

    /// <summary>D01: what was deleted is gone.</summary>
    [Test]
    public async Task D01_Deleted_IsGone()
    {
        await PutAsync("d01/file", "content").ConfigureAwait(false);

        await Backend.DeleteAsync("d01/file", null, Token).ConfigureAwait(false);

        await AssertAbsentAsync("d01/file").ConfigureAwait(false);
        await StorageAssert.FailsAsync(() => GetAsync("d01/file"), StorageErrorKind.NotFound).ConfigureAwait(false);
    }

    /// <summary>D02: deleting what is missing succeeds, once and again.</summary>
    /// <param name="path">What is missing.</param>
    [Test]
    public async Task D02_Missing_Succeeds([Values("missing", "missing/deeper", "dir/missing")] string path)
    {
        await PutAsync("dir/file", "content").ConfigureAwait(false);

        await Backend.DeleteAsync(path, null, Token).ConfigureAwait(false);
        await Backend.DeleteAsync(path, null, Token).ConfigureAwait(false);

        Assert.That(await GetAsync("dir/file").ConfigureAwait(false), Is.EqualTo("content"));
    }

    /// <summary>D03: many at once, one result for each, in their order, the missing one too.</summary>
    [Test]
    public async Task D03_Many_AreReportedInOrder()
    {
        string weird = Can.PathRules.IsWindows ? "I'm a & weird path" : "I'm a < & weird path";
        string[] present = ["one", "dir/two", "dir/three", weird, "😀", "six"];
        foreach (string path in (string[])[.. present, "kept"])
        {
            await PutAsync(path, path).ConfigureAwait(false);
        }

        string[] asked = [.. present[..3], "missing", .. present[3..]];
        IReadOnlyList<DeleteResult> results = await DeleteManyAsync(asked).ConfigureAwait(false);

        Assert.That(results.Select(result => result.Path.Value), Is.EqualTo(asked));
        Assert.That(results.Select(result => result.Error), Is.All.Null);
        Assert.That(await ListFilesAsync(StoragePath.Root, Recursive).ConfigureAwait(false), Is.EqualTo(new[] { "kept" }));
    }

    /// <summary>D03: a path that cannot be deleted is reported in its place and does not keep the others.</summary>
    [Test]
    public async Task D03_OneThatFails_IsReportedInItsPlace()
    {
        await PutAsync("one", "1").ConfigureAwait(false);
        await PutAsync("two", "2").ConfigureAwait(false);

        IReadOnlyList<DeleteResult> results = await DeleteManyAsync(["one", "", "two"]).ConfigureAwait(false);

        Assert.That(results.Select(result => result.Error?.Kind), Is.EqualTo(new StorageErrorKind?[] { null, StorageErrorKind.InvalidPath, null }));
        Assert.That(await ListAsync(StoragePath.Root).ConfigureAwait(false), Is.Empty);
    }

    /// <summary>D05: a hundred, and none.</summary>
    /// <param name="count">How many.</param>
    [Test]
    public async Task D05_Streamed_AreAllGone([Values(0, 100)] int count)
    {
        string[] names = [.. Enumerable.Range(0, count).Select(i => i.ToString(CultureInfo.InvariantCulture))];
        await Parallel.ForEachAsync(names, Token, async (name, _) => await PutAsync(name, name).ConfigureAwait(false)).ConfigureAwait(false);

        IReadOnlyList<DeleteResult> results = await DeleteManyAsync(names).ConfigureAwait(false);

        Assert.That(results.Count(result => result.IsDeleted), Is.EqualTo(count));
        Assert.That(await ListAsync(StoragePath.Root).ConfigureAwait(false), Is.Empty);
    }

    /// <summary>D07: an empty directory goes; one with content stays, unless the whole tree is meant.</summary>
    [Test]
    public async Task D07_DirectoryWithContent_IsNotEmpty()
    {
        await Backend.CreateDirectoryAsync("empty", null, Token).ConfigureAwait(false);
        await PutAsync("full/file", "content").ConfigureAwait(false);

        await Backend.DeleteAsync("empty", null, Token).ConfigureAwait(false);

        await StorageAssert.FailsAsync(() => Backend.StatAsync("empty", Token), StorageErrorKind.NotFound).ConfigureAwait(false);
        if (Can.RealDirectories)
        {
            await FailsUnchangedAsync(() => Backend.DeleteAsync("full", null, Token), StorageErrorKind.DirectoryNotEmpty).ConfigureAwait(false);
        }
        else
        {
            await Backend.DeleteAsync("full", null, Token).ConfigureAwait(false);
        }

        Assert.That(await GetAsync("full/file").ConfigureAwait(false), Is.EqualTo("content"));
    }

    /// <summary>D08: a missing directory counts as deleted.</summary>
    /// <param name="recursive">Whether the whole tree is meant.</param>
    [Test]
    public Task D08_MissingDirectory_Succeeds([Values] bool recursive) => Backend.DeleteAsync("missing/dir", new DeleteOptions { Recursive = recursive }, Token);

    /// <summary>D09: a tree goes whole, hidden names included, and its neighbours stay.</summary>
    [Test]
    public async Task D09_Tree_GoesWholeAndAlone()
    {
        foreach (string path in new[] { "a/b", "a/c", "a/d/e", "a/.hidden", "a/.d/below", "ab", "a.b/c" })
        {
            await PutAsync(path, path).ConfigureAwait(false);
        }

        await Backend.CreateDirectoryAsync("a/empty/deeper", null, Token).ConfigureAwait(false);
        await Backend.DeleteAsync("a", Tree, Token).ConfigureAwait(false);

        Assert.That(await ListAsync("a", Recursive).ConfigureAwait(false), Is.Empty);
        await StorageAssert.FailsAsync(() => Backend.StatAsync("a", Token), StorageErrorKind.NotFound).ConfigureAwait(false);
        Assert.That(await ListFilesAsync(StoragePath.Root, Recursive).ConfigureAwait(false), Is.EquivalentTo(new[] { "ab", "a.b/c" }));
    }

    /// <summary>D09: a tree that is a single object goes as well.</summary>
    [Test]
    public async Task D09_TreeThatIsAnObject_Goes()
    {
        await PutAsync("a", "content").ConfigureAwait(false);
        await PutAsync("ab", "content").ConfigureAwait(false);

        await Backend.DeleteAsync("a", Tree, Token).ConfigureAwait(false);

        Assert.That(await ListFilesAsync(StoragePath.Root).ConfigureAwait(false), Is.EqualTo(new[] { "ab" }));
    }

    /// <summary>D09: the root itself stays, but can be emptied.</summary>
    [Test]
    public async Task D09_Root_IsEmptiedAndStays()
    {
        await PutAsync("a/b", "content").ConfigureAwait(false);
        await PutAsync("c", "content").ConfigureAwait(false);
        await RefusesAsync(() => Backend.DeleteAsync("", null, Token), StorageErrorKind.InvalidPath).ConfigureAwait(false);

        await Backend.DeleteAsync("", Tree, Token).ConfigureAwait(false);

        Assert.That(await ListAsync(StoragePath.Root, Recursive).ConfigureAwait(false), Is.Empty);
        await PutAsync("again", "content").ConfigureAwait(false);
        Assert.That(await GetAsync("again").ConfigureAwait(false), Is.EqualTo("content"));
    }

    private async Task<IReadOnlyList<DeleteResult>> DeleteManyAsync(string[] paths)
    {
        List<DeleteResult> results = [];
        await foreach (DeleteResult result in Backend.DeleteManyAsync(StreamAsync(paths), Token).ConfigureAwait(false))
        {
            results.Add(result);
        }

        return results;
    }

    private static async IAsyncEnumerable<StoragePath> StreamAsync(string[] paths)
    {
        foreach (string path in paths)
        {
            await Task.Yield();
            yield return path;
        }
    }
}
