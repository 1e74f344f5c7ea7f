using NUnit.Framework;

namespace Orbit.Storage.Testing.Conformance;

/// <summary>What a listing shows.</summary>
/// <typeparam name="THarness">Makes the backend.</typeparam>
public abstract class ListConformance<THarness> : ConformanceFixture<THarness>
    where THarness : BackendHarness, new()
{
    /// <summary>L01: an empty store, a missing prefix and a path that is a file list as empty.</summary>
    /// <param name="recursive">Whether everything below is asked for.</param>
    [Test]
    public async Task L01_NothingThere_IsEmpty([Values] bool recursive)
    {
        ListOptions options = new() { Recursive = recursive };
        Assert.That(await ListAsync(StoragePath.Root, options).ConfigureAwait(false), Is.Empty);
        await PutAsync("a/file", "content").ConfigureAwait(false);

        Assert.That(await ListAsync("missing", options).ConfigureAwait(false), Is.Empty);
        Assert.That(await ListAsync("a/missing/deeper", options).ConfigureAwait(false), Is.Empty);
        Assert.That(await ListAsync("a/file", options).ConfigureAwait(false), Is.Empty);
    }

    /// <summary>L02: directories above an object.</summary>
    [Test]
    public async Task L02_ObjectInADirectory_IsShownAtEachLevel()
    {
        await PutAsync("a/b.txt", "content").ConfigureAwait(false);

        Assert.That(await ListDirectoriesAsync(StoragePath.Root).ConfigureAwait(false), Is.EqualTo(new[] { "a" }));
        Assert.That(await ListFilesAsync(StoragePath.Root).ConfigureAwait(false), Is.Empty);
        Assert.That(await ListFilesAsync(StoragePath.Root, Recursive).ConfigureAwait(false), Is.EqualTo(new[] { "a/b.txt" }));
        Assert.That(await ListFilesAsync("a").ConfigureAwait(false), Is.EqualTo(new[] { "a/b.txt" }));
        Assert.That(await ListAsync("something").ConfigureAwait(false), Is.Empty);
    }

    /// <summary>L03: a prefix matches whole segments alone.</summary>
    /// <param name="recursive">Whether everything below is asked for.</param>
    [Test]
    public async Task L03_Prefix_MatchesWholeSegments([Values] bool recursive)
    {
        await PutAsync("foo/x.json", "1").ConfigureAwait(false);
        await PutAsync("foo.bar/y.json", "2").ConfigureAwait(false);
        await PutAsync("foobar", "3").ConfigureAwait(false);
        ListOptions options = new() { Recursive = recursive };

        Assert.That(await ListFilesAsync("foo", options).ConfigureAwait(false), Is.EqualTo(new[] { "foo/x.json" }));
        Assert.That(await ListAsync("foo/x", options).ConfigureAwait(false), Is.Empty);
        Assert.That(await ListAsync("foo/x.json", options).ConfigureAwait(false), Is.Empty);
    }

    /// <summary>L05: an entry says what a stat says.</summary>
    [Test]
    public async Task L05_Entry_IsWhatStatSays()
    {
        await PutAsync("l05/one", "1").ConfigureAwait(false);
        await PutAsync("l05/deeper/two", "22").ConfigureAwait(false);

        IReadOnlyList<StorageEntry> entries = await ListAsync("l05", Recursive).ConfigureAwait(false);

        Assert.That(entries.Where(entry => entry.Kind == StorageEntryKind.File).Select(entry => entry.Path.Value), Is.EquivalentTo(new[] { "l05/one", "l05/deeper/two" }));
        foreach (StorageEntry entry in entries.Where(entry => entry.Kind == StorageEntryKind.File || Can.RealDirectories))
        {
            StorageEntry stat = await Backend.StatAsync(entry.Path, Token).ConfigureAwait(false);
            Assert.That((entry.Size, entry.LastModified, entry.Kind), Is.EqualTo((stat.Size, stat.LastModified, stat.Kind)));
        }
    }

    /// <summary>L06: an empty directory has nothing below it, and listing it ends.</summary>
    /// <param name="recursive">Whether everything below is asked for.</param>
    [Test]
    public async Task L06_EmptyDirectory_HasNothingBelow([Values] bool recursive)
    {
        await Backend.CreateDirectoryAsync("l06", null, Token).ConfigureAwait(false);

        Assert.That(await ListAsync("l06", new ListOptions { Recursive = recursive }).ConfigureAwait(false), Is.Empty);
        Assert.That(await ListDirectoriesAsync(StoragePath.Root).ConfigureAwait(false), Can.RealDirectories ? Is.EqualTo(new[] { "l06" }) : Is.Empty);
    }

    /// <summary>L07: nested directories, one level at a time.</summary>
    [Test]
    public async Task L07_OneLevel_ShowsExactlyTheChildren()
    {
        await PutAsync("p/d/f", "content").ConfigureAwait(false);
        await Backend.CreateDirectoryAsync("p/d/e", null, Token).ConfigureAwait(false);
        await PutAsync("p/d/g/deep", "content").ConfigureAwait(false);

        Assert.That((await ListAsync("p").ConfigureAwait(false)).Select(entry => entry.Path.Value), Is.EqualTo(new[] { "p/d" }));
        Assert.That(
            (await ListAsync("p/d").ConfigureAwait(false)).Select(entry => entry.Path.Value),
            Is.EquivalentTo(Can.RealDirectories ? ["p/d/e", "p/d/f", "p/d/g"] : new[] { "p/d/f", "p/d/g" }));
    }

    /// <summary>L07: a recursive listing goes as deep as it is told.</summary>
    [Test]
    public async Task L07_MaxDepth_EndsTheDescent()
    {
        foreach (string path in new[] { "1", "a/2", "a/b/3", "a/b/c/4" })
        {
            await PutAsync(path, path).ConfigureAwait(false);
        }

        Assert.That(await ListFilesAsync(StoragePath.Root, new ListOptions { Recursive = true, MaxDepth = 3 }).ConfigureAwait(false), Is.EquivalentTo(new[] { "1", "a/2", "a/b/3" }));
        Assert.That(await ListFilesAsync("a", new ListOptions { Recursive = true, MaxDepth = 1 }).ConfigureAwait(false), Is.EquivalentTo(new[] { "a/2" }));
    }

    /// <summary>L07: names with a dot in front, and what is below them, are left out where that is asked for.</summary>
    [Test]
    public async Task L07_Hidden_IsLeftOutOnlyWhereAskedFor()
    {
        foreach (string path in new[] { "shown", ".hidden", ".d/below", "d/.hidden", "d/shown" })
        {
            await PutAsync(path, path).ConfigureAwait(false);
        }

        Assert.That(await ListFilesAsync(StoragePath.Root, new ListOptions { Recursive = true, IncludeHidden = false }).ConfigureAwait(false), Is.EquivalentTo(new[] { "shown", "d/shown" }));
        Assert.That(await ListFilesAsync(StoragePath.Root, Recursive).ConfigureAwait(false), Has.Count.EqualTo(5));
    }

    /// <summary>L05: what another client made is shown, with what that client says of it.</summary>
    [Test]
    public async Task L05_MadeByAnotherClient_IsShown()
    {
        if (Harness is not IPhysicalView view)
        {
            Assert.Pass("This store has no other client.");
            return;
        }

        await view.WritePhysicalAsync("x/other", new byte[123], Token).ConfigureAwait(false);

        StorageEntry shown = (await ListAsync(StoragePath.Root, Recursive).ConfigureAwait(false)).Single(entry => entry.Kind == StorageEntryKind.File);
        Assert.That((shown.Path.Value, shown.Size), Is.EqualTo(("x/other", (long?)123)));
        Assert.That(await GetBytesAsync("x/other").ConfigureAwait(false), Is.EqualTo(new byte[123]));
    }
}
