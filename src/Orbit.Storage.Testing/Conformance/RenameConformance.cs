using NUnit.Framework;

namespace Orbit.Storage.Testing.Conformance;

/// <summary>Renames of objects and directories.</summary>
/// <typeparam name="THarness">Makes the backend.</typeparam>
public abstract class RenameConformance<THarness> : ConformanceFixture<THarness>
    where THarness : BackendHarness, new()
{
    /// <summary>M10: the object is under its new name, and only there.</summary>
    /// <param name="exists">Whether the destination exists.</param>
    [Test]
    public async Task M10_Renamed_IsUnderItsNewName([Values] bool exists)
    {
        await PutAsync("source", "content").ConfigureAwait(false);
        await (exists ? PutAsync("a/b/target", "old and longer") : Task.CompletedTask).ConfigureAwait(false);

        await Backend.RenameAsync("source", "a/b/target", null, Token).ConfigureAwait(false);

        Assert.That(await GetAsync("a/b/target").ConfigureAwait(false), Is.EqualTo("content"));
        await AssertAbsentAsync("source").ConfigureAwait(false);
    }

    /// <summary>M11: a missing source is an error and the destination stays.</summary>
    /// <param name="exists">Whether the destination exists.</param>
    [Test]
    public async Task M11_MissingSource_IsNotFound([Values] bool exists)
    {
        await (exists ? PutAsync("target", "old") : Task.CompletedTask).ConfigureAwait(false);

        await FailsUnchangedAsync(() => Backend.RenameAsync("missing", "target", null, Token), StorageErrorKind.NotFound).ConfigureAwait(false);
    }

    /// <summary>M12: a rename that must not replace does not, whoever races.</summary>
    [Test]
    public async Task M12_CreateOnly_ExistingTarget_IsAlreadyExists()
    {
        await PutAsync("source", "new").ConfigureAwait(false);
        await PutAsync("target", "old").ConfigureAwait(false);
        RenameOptions options = new() { Overwrite = false };

        await RefusesOrFailsAsync(Can.RenameIfAbsent, () => Backend.RenameAsync("source", "target", options, Token), StorageErrorKind.AlreadyExists).ConfigureAwait(false);

        if (Can.RenameIfAbsent)
        {
            await Backend.RenameAsync("source", "absent", options, Token).ConfigureAwait(false);
            Assert.That(await GetAsync("absent").ConfigureAwait(false), Is.EqualTo("new"));
        }
    }

    /// <summary>M12: of sixteen renames to one name exactly one succeeds.</summary>
    [Test]
    public async Task M12_SixteenAtOnce_OneWins()
    {
        const int Racers = 16;
        for (int i = 0; i < Racers; i++)
        {
            await PutAsync($"source{i}", $"{i}").ConfigureAwait(false);
        }

        RenameOptions options = new() { Overwrite = false };
        if (!Can.RenameIfAbsent)
        {
            await RefusesAsync(() => Backend.RenameAsync("source0", "target", options, Token)).ConfigureAwait(false);
            return;
        }

        bool[] won = await Task.WhenAll(Enumerable.Range(0, Racers).Select(i => Task.Run(() => TryAsync($"source{i}"), Token))).ConfigureAwait(false);

        Assert.That(won.Count(one => one), Is.EqualTo(1));
        Assert.That(await GetAsync("target").ConfigureAwait(false), Is.EqualTo($"{Array.IndexOf(won, true)}"));
        Assert.That(await ListFilesAsync(StoragePath.Root).ConfigureAwait(false), Has.Count.EqualTo(Racers));

        async Task<bool> TryAsync(StoragePath source)
        {
            try
            {
                await Backend.RenameAsync(source, "target", options, Token).ConfigureAwait(false);
                return true;
            }
            catch (StorageException lost) when (lost.Kind is StorageErrorKind.AlreadyExists)
            {
                return false;
            }
        }
    }

    /// <summary>M13: a rename to the same name is refused and the object is intact.</summary>
    [Test]
    public async Task M13_OntoItself_IsSameObject()
    {
        await PutAsync("file", "content").ConfigureAwait(false);

        await RefusesAsync(() => Backend.RenameAsync("file", "file", null, Token), StorageErrorKind.SameObject).ConfigureAwait(false);
    }

    /// <summary>M15: whoever reads while a rename replaces sees the old content or the new, where replacing is atomic.</summary>
    [Test]
    public async Task M15_ReadersOfTheTarget_SeeOldOrNew()
    {
        await PutAsync("target", "content").ConfigureAwait(false);
        using CancellationTokenSource done = new();
        Task<int> missed = Task.Run(() => CountMissesAsync(done.Token), Token);
        for (int i = 0; i < 50; i++)
        {
            await PutAsync("source", "content").ConfigureAwait(false);
            await Backend.RenameAsync("source", "target", null, Token).ConfigureAwait(false);
        }

        await done.CancelAsync().ConfigureAwait(false);
        Assert.That(await missed.ConfigureAwait(false), Can.AtomicReplace ? Is.Zero : Is.AtLeast(0));

        async Task<int> CountMissesAsync(CancellationToken until)
        {
            int misses = 0;
            while (!until.IsCancellationRequested)
            {
                try
                {
                    Assert.That(await GetAsync("target").ConfigureAwait(false), Is.EqualTo("content"));
                }
                catch (StorageException missing) when (missing.Kind is StorageErrorKind.NotFound)
                {
                    misses++;
                }
                catch (StorageException changed) when (changed.Kind is StorageErrorKind.ObjectChanged)
                {
                }
            }

            return misses;
        }
    }

    /// <summary>M16: a directory goes with what is in it.</summary>
    [Test]
    public async Task M16_Directory_GoesWithItsChildren()
    {
        await PutAsync("old/file", "1").ConfigureAwait(false);
        await PutAsync("old/deeper/file", "2").ConfigureAwait(false);
        if (!Can.RenameDirectory)
        {
            await FailsUnchangedAsync(
                () => Backend.RenameAsync("old", "new", null, Token), StorageErrorKind.Unsupported, StorageErrorKind.NotFound, StorageErrorKind.IsADirectory).ConfigureAwait(false);
            return;
        }

        await Backend.RenameAsync("old", "new", null, Token).ConfigureAwait(false);

        Assert.That(await ListFilesAsync(StoragePath.Root, Recursive).ConfigureAwait(false), Is.EquivalentTo(new[] { "new/file", "new/deeper/file" }));
        await StorageAssert.FailsAsync(() => Backend.StatAsync("old", Token), StorageErrorKind.NotFound).ConfigureAwait(false);
    }

    /// <summary>M16: a directory never replaces a directory, empty or not.</summary>
    /// <param name="isEmpty">Whether the one in the way is empty.</param>
    [Test]
    public async Task M16_DirectoryOntoDirectory_IsAlreadyExists([Values] bool isEmpty)
    {
        await PutAsync("old/file", "1").ConfigureAwait(false);
        await Backend.CreateDirectoryAsync("other", null, Token).ConfigureAwait(false);
        await (isEmpty ? Task.CompletedTask : PutAsync("other/file", "2")).ConfigureAwait(false);

        await FailsUnchangedAsync(
            () => Backend.RenameAsync("old", "other", null, Token),
            Can.RenameDirectory ? [StorageErrorKind.AlreadyExists] : [StorageErrorKind.Unsupported, StorageErrorKind.NotFound, StorageErrorKind.IsADirectory]).ConfigureAwait(false);
    }

    /// <summary>M16: a directory cannot go into itself, nor onto itself.</summary>
    [Test]
    public async Task M16_DirectoryIntoItself_IsInvalidPath()
    {
        await PutAsync("old/file", "1").ConfigureAwait(false);

        await FailsUnchangedAsync(
            () => Backend.RenameAsync("old", "old/child", null, Token), Can.RealDirectories ? StorageErrorKind.InvalidPath : StorageErrorKind.NotFound).ConfigureAwait(false);
        await FailsUnchangedAsync(
            () => Backend.RenameAsync("old", "old", null, Token), Can.RenameDirectory ? StorageErrorKind.AlreadyExists : StorageErrorKind.SameObject).ConfigureAwait(false);
    }

    /// <summary>M16: files and directories do not replace each other.</summary>
    [Test]
    public async Task M16_FileAndDirectory_DoNotReplaceEachOther()
    {
        await PutAsync("dir/child", "child").ConfigureAwait(false);
        await PutAsync("file", "content").ConfigureAwait(false);
        if (!Can.RealDirectories)
        {
            await Backend.RenameAsync("file", "dir", null, Token).ConfigureAwait(false);
            Assert.That((await GetAsync("dir").ConfigureAwait(false), await GetAsync("dir/child").ConfigureAwait(false)), Is.EqualTo(("content", "child")));
            return;
        }

        await FailsUnchangedAsync(() => Backend.RenameAsync("file", "dir", null, Token), StorageErrorKind.IsADirectory, StorageErrorKind.AlreadyExists).ConfigureAwait(false);
        await FailsUnchangedAsync(
            () => Backend.RenameAsync("dir", "file", null, Token), StorageErrorKind.NotADirectory, StorageErrorKind.AlreadyExists, StorageErrorKind.Unsupported, StorageErrorKind.IsADirectory).ConfigureAwait(false);
    }
}
