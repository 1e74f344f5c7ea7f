using NUnit.Framework;

namespace Orbit.Storage.Testing.Conformance;

/// <summary>What a stat says.</summary>
/// <typeparam name="THarness">Makes the backend.</typeparam>
public abstract class StatConformance<THarness> : ConformanceFixture<THarness>
    where THarness : BackendHarness, new()
{
    /// <summary>S01: size, time, kind and a tag that stays.</summary>
    [Test]
    public async Task S01_File_IsDescribed()
    {
        await PutAsync("dir/s01", "content").ConfigureAwait(false);

        StorageEntry entry = await Backend.StatAsync("dir/s01", Token).ConfigureAwait(false);
        StorageEntry again = await Backend.StatAsync("dir/s01", Token).ConfigureAwait(false);

        Assert.That((entry.Path, entry.Name, entry.Kind, entry.Size), Is.EqualTo(((StoragePath)"dir/s01", "s01", StorageEntryKind.File, (long?)7)));
        Assert.That(entry.LastModified, Is.EqualTo(TimeProvider.System.GetUtcNow()).Within(TimeSpan.FromMinutes(1)));
        Assert.That(entry.LastModified!.Value.Offset, Is.EqualTo(TimeSpan.Zero));
        Assert.That(entry.ETag, Can.ETag ? Is.Not.Null.And.Not.Empty : Is.Null);
        Assert.That((again.ETag, again.LastModified), Is.EqualTo((entry.ETag, entry.LastModified)));
    }

    /// <summary>S02: nothing is there.</summary>
    /// <param name="path">Where.</param>
    [Test]
    public async Task S02_Missing_IsNotFound([Values("missing", "missing/file", "dir/missing")] string path)
    {
        await PutAsync("dir/file", "content").ConfigureAwait(false);

        StorageException failure = await FailsUnchangedAsync(() => Backend.StatAsync(path, Token), StorageErrorKind.NotFound).ConfigureAwait(false);

        Assert.That(failure.Message, Does.Contain(path));
    }

    /// <summary>S02: nothing can be below a file.</summary>
    [Test]
    public async Task S02_BelowAFile_IsNotFound()
    {
        await PutAsync("file", "content").ConfigureAwait(false);

        await FailsUnchangedAsync(() => Backend.StatAsync("file/child", Token), StorageErrorKind.NotFound, StorageErrorKind.NotADirectory).ConfigureAwait(false);
    }

    /// <summary>S04: the root is a directory, however it is spelled.</summary>
    /// <param name="root">Its spelling.</param>
    [Test]
    public async Task S04_Root_IsADirectory([Values("", "/")] string root) =>
        Assert.That((await Backend.StatAsync(root, Token).ConfigureAwait(false)).Kind, Is.EqualTo(StorageEntryKind.Directory));

    /// <summary>S05: a directory that was made by the write of a child is one where directories are real.</summary>
    [Test]
    public async Task S05_DirectoryOfAChild_IsADirectoryWhereTheyAreReal()
    {
        await PutAsync("s05/child", "content").ConfigureAwait(false);
        if (!Can.RealDirectories)
        {
            await StorageAssert.FailsAsync(() => Backend.StatAsync("s05", Token), StorageErrorKind.NotFound).ConfigureAwait(false);
            return;
        }

        foreach (string spelling in new[] { "s05", "s05/" })
        {
            StorageEntry entry = await Backend.StatAsync(spelling, Token).ConfigureAwait(false);
            Assert.That((entry.Kind, entry.Size, entry.Path.Value), Is.EqualTo((StorageEntryKind.Directory, (long?)null, "s05")));
        }
    }

    /// <summary>S06: empty segments are names on flat-key stores and refused on file systems; never another object.</summary>
    /// <param name="path">A path that holds one.</param>
    [Test]
    public async Task S06_EmptySegment_IsNeverAnotherObject([Values("/path", "//path", "a//b")] string path)
    {
        await PutAsync("path", "content").ConfigureAwait(false);
        await PutAsync("a/b", "content").ConfigureAwait(false);
        if (!Can.PathRules.AllowsEmptySegments)
        {
            await RefusesAsync(() => Backend.StatAsync(path, Token), StorageErrorKind.InvalidPath).ConfigureAwait(false);
            await RefusesAsync(() => PutAsync(path, "other"), StorageErrorKind.InvalidPath).ConfigureAwait(false);
            return;
        }

        await StorageAssert.FailsAsync(() => Backend.StatAsync(path, Token), StorageErrorKind.NotFound).ConfigureAwait(false);
        await PutAsync(path, "other").ConfigureAwait(false);
        Assert.That(
            (await GetAsync(path).ConfigureAwait(false), await GetAsync("path").ConfigureAwait(false), await GetAsync("a/b").ConfigureAwait(false)),
            Is.EqualTo(("other", "content", "content")));
    }

    /// <summary>S07: a later write does not count as earlier.</summary>
    [Test]
    public async Task S07_Overwrite_IsNotEarlier()
    {
        await PutAsync("s07", "one").ConfigureAwait(false);
        DateTimeOffset before = (await Backend.StatAsync("s07", Token).ConfigureAwait(false)).LastModified!.Value;
        await PutAsync("s07", "two").ConfigureAwait(false);

        DateTimeOffset after = (await Backend.StatAsync("s07", Token).ConfigureAwait(false)).LastModified!.Value;

        Assert.That(before, Is.GreaterThan(default(DateTimeOffset).AddYears(1)));
        Assert.That(after, Is.GreaterThanOrEqualTo(before));
    }

    /// <summary>S09: a name in another case is another name, or names the object as it is stored.</summary>
    [Test]
    public async Task S09_OtherCase_IsAnotherNameOrTheStoredOne()
    {
        await PutAsync("Name", "content").ConfigureAwait(false);
        if (Can.CaseSensitive)
        {
            await FailsUnchangedAsync(() => Backend.StatAsync("NAME", Token), StorageErrorKind.NotFound).ConfigureAwait(false);
            return;
        }

        Assert.That((await Backend.StatAsync("NAME", Token).ConfigureAwait(false)).Name, Is.EqualTo("Name"));
    }
}
