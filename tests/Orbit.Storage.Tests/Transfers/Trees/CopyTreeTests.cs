using Orbit.Storage.Memory;

namespace Orbit.Storage.Tests.Transfers.Trees;

public sealed class CopyTreeTests
{
    [Test]
    public async Task CopyTree_Tree_ArrivesWithEmptyFilesAndDirectories()
    {
        await using TreePairRig rig = new();
        await TreePairRig.WriteAsync(rig.Source, "p/a", "1");
        await TreePairRig.WriteAsync(rig.Source, "p/a.b/c", "");
        await TreePairRig.WriteAsync(rig.Source, "p/a b/ü😀/%20", "3");
        await rig.Source.CreateDirectoryAsync("p/empty/deep");
        await TreePairRig.WriteAsync(rig.Source, "pq/no", "x");

        TreeReport report = await rig.Source.CopyTreeAsync("p", rig.Target, "q/r");

        Assert.That(await TreePairRig.ShowAsync(rig.Target, "q/r"), Is.EqualTo(await TreePairRig.ShowAsync(rig.Source, "p")));
        Assert.That((report.Transferred, report.TransferredBytes, report.DirectoriesCreated, report.IsSuccess), Is.EqualTo((3L, 2L, 1L, true)));
        Assert.That(rig.Source.OpenReads, Is.Zero);
    }

    [Test]
    public async Task CopyTree_EmptySource_MakesTheTarget()
    {
        await using TreePairRig rig = new();
        await rig.Source.CreateDirectoryAsync("p");

        TreeReport report = await rig.Source.CopyTreeAsync("p", rig.Target, "q");

        Assert.That((await rig.Target.StatAsync("q")).Kind, Is.EqualTo(StorageEntryKind.Directory));
        Assert.That(report.Transferred, Is.Zero);
    }

    [Test]
    public async Task CopyTree_TimesAndPermissions_AreCarriedForFilesAndDirectories()
    {
        await using TreePairRig rig = new();
        DateTimeOffset time = new(2020, 2, 2, 2, 2, 2, TimeSpan.Zero);
        const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserExecute;
        await rig.Source.WriteTextAsync("p/d/f", "x", new WriteOptions { LastModified = time, Permissions = Mode });
        await rig.Source.SetAttributesAsync("p/d", new StorageAttributes { LastModified = time, Permissions = Mode });

        await rig.Source.CopyTreeAsync("p", rig.Target, "q");

        foreach (string path in new[] { "q/d", "q/d/f" })
        {
            StorageEntry entry = await rig.Target.StatAsync(path);
            Assert.That((entry.LastModified, entry.Permissions), Is.EqualTo((time, Mode)), path);
        }
    }

    [Test]
    public async Task CopyTree_WithoutTimes_AreTheTargetsOwn()
    {
        await using TreePairRig rig = new();
        await TreePairRig.WriteAsync(rig.Source, "p/d/f", "x");

        await rig.Source.CopyTreeAsync("p", rig.Target, "q", new CopyTreeOptions { PreserveTimes = false });

        Assert.That((await rig.Target.StatAsync("q/d/f")).LastModified, Is.GreaterThan(TreePairRig.Then));
    }

    [Test]
    public async Task CopyTree_TimesThatMustBeAndCannot_UnsupportedBeforeAnyIO()
    {
        await using TreePairRig rig = new() { Target = new MemoryBackend(new MemoryBackendOptions { FlatKeys = true }) };
        await TreePairRig.WriteAsync(rig.Source, "p/f", "x");

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => rig.Source.CopyTreeAsync("p", rig.Target, "q", new CopyTreeOptions { PreserveTimes = true }))!;

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.Unsupported));
        Assert.That(failure.Message, Does.Contain("SetLastModified"));
        Assert.That(await TreePairRig.ShowAsync(rig.Target), Is.Empty);
    }

    [Test]
    public async Task CopyTree_WithinOneBackend_CopiesThere()
    {
        await using TreePairRig rig = new();
        await TreePairRig.WriteAsync(rig.Source, "p/d/f", "x");

        await rig.Source.CopyTreeAsync("p", rig.Source, "q");

        Assert.That(await TreePairRig.ShowAsync(rig.Source, "q"), Is.EqualTo(new[] { "d/", "d/f=x" }));
        Assert.That((await rig.Source.StatAsync("q/d/f")).LastModified, Is.EqualTo(TreePairRig.Then));
    }

    [TestCase("p", "p")]
    [TestCase("p", "p/q")]
    [TestCase("p/q", "p")]
    [TestCase("", "q")]
    [TestCase("p/", "p/q")]
    public async Task CopyTree_TreesInEachOther_InvalidPathBeforeAnyIO(string source, string target)
    {
        await using MemoryBackend backend = new();

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => backend.CopyTreeAsync(source, backend, target))!;

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.InvalidPath));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task CopyTree_SourceMissing_NotFound(bool isFlat)
    {
        await using TreePairRig rig = new() { Source = new MemoryBackend(new MemoryBackendOptions { FlatKeys = isFlat }) };

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => rig.Source.CopyTreeAsync("p", rig.Target, "q"))!;

        Assert.That((failure.Kind, failure.Path), Is.EqualTo((StorageErrorKind.NotFound, (StoragePath?)"p")));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task CopyTree_SourceIsAFile_NotADirectoryWithTheRemedy(bool isFlat)
    {
        await using TreePairRig rig = new() { Source = new MemoryBackend(new MemoryBackendOptions { FlatKeys = isFlat }) };
        await TreePairRig.WriteAsync(rig.Source, "p", "x");

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => rig.Source.CopyTreeAsync("p", rig.Target, "q"))!;

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.NotADirectory));
        Assert.That(failure.Message, Does.Contain("CopyToAsync"));
    }

    [Test]
    public async Task CopyTree_FlatKeysToDirectories_MarkersBecomeDirectories()
    {
        await using TreePairRig rig = new() { Source = new MemoryBackend(new MemoryBackendOptions { FlatKeys = true }) };
        await rig.Source.WriteTextAsync("p/d/", "");
        await rig.Source.WriteTextAsync("p/e/f", "x");

        TreeReport report = await rig.Source.CopyTreeAsync("p", rig.Target, "q");

        Assert.That(await TreePairRig.ShowAsync(rig.Target, "q"), Is.EqualTo(new[] { "d/", "e/", "e/f=x" }));
        Assert.That(report.Failed, Is.Zero);
    }
}
