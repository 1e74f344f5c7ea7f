namespace Orbit.Storage.Tests.Local;

public sealed class ListingTests(VolumeKind kind) : LocalFixture(kind)
{
    [Test]
    public async Task ListAsync_OneLevel_ShowsChildrenOnly()
    {
        await WriteAsync("p/d/f", "text");
        await Backend.CreateDirectoryAsync("p/d/e");

        Assert.That(await NamesAsync("p"), Is.EqualTo(new[] { "p/d" }));
        Assert.That(await NamesAsync("p/d"), Is.EqualTo(new[] { "p/d/e", "p/d/f" }));
        Assert.That(await NamesAsync(StoragePath.Root, new ListOptions { Recursive = true }), Is.EqualTo(new[] { "p", "p/d", "p/d/e", "p/d/f" }));
    }

    [Test]
    public async Task ListAsync_MissingOrFile_IsEmpty()
    {
        await WriteAsync("file", "text");

        Assert.That(await NamesAsync("missing/deep", new ListOptions { Recursive = true }), Is.Empty);
        Assert.That(await NamesAsync("file"), Is.Empty);
    }

    [TestCase(1)]
    [TestCase(5)]
    [TestCase(11)]
    [TestCase(1000)]
    public async Task ListAsync_AnyPageSize_ShowsAllOnce(int pageSize)
    {
        for (int i = 0; i < 11; i++)
        {
            await WriteAsync($"d{i % 3}/f{i}", "text");
        }

        string[] names = await NamesAsync(StoragePath.Root, new ListOptions { Recursive = true, PageSize = pageSize });

        Assert.That(names, Is.EqualTo(OnDisk()));
    }

    [Test]
    public async Task ListAsync_MaxDepth_EndsThere()
    {
        await WriteAsync("a/b/c/d", "text");

        Assert.That(await NamesAsync("a", new ListOptions { Recursive = true, MaxDepth = 2 }), Is.EqualTo(new[] { "a/b", "a/b/c" }));
    }

    [Test]
    public async Task ListAsync_WithoutHidden_LeavesOutWhatLiesBelowToo()
    {
        await WriteAsync(".hidden/file", "text");
        await WriteAsync("shown/.file", "text");

        Assert.That(await NamesAsync(StoragePath.Root, new ListOptions { Recursive = true, IncludeHidden = false }), Is.EqualTo(new[] { "shown" }));
    }

    [Test]
    public async Task ListAsync_Entries_AreWhatStatSays()
    {
        await WriteAsync("file", "text");

        StorageEntry listed = (await ListAsync(StoragePath.Root)).Single();
        StorageEntry stat = await Backend.StatAsync("file");

        Assert.That(
            (listed.Kind, listed.Size, listed.LastModified, listed.ETag, listed.Permissions, listed.Owner?.UserId),
            Is.EqualTo((stat.Kind, stat.Size, stat.LastModified, stat.ETag, stat.Permissions, stat.Owner?.UserId)));
    }

    [Test]
    public async Task ListAsync_BrokenOff_ClosesItsStream()
    {
        for (int i = 0; i < 10; i++)
        {
            await WriteAsync($"d/f{i}", "text");
        }

        await foreach (StorageEntry entry in Backend.ListAsync("d", new ListOptions { PageSize = 2 }))
        {
            break;
        }

        string directory = OnDisk("d");
        Assert.That(Directory.GetFiles("/proc/self/fd").Select(static link => new FileInfo(link).LinkTarget), Has.None.EqualTo(directory));
    }

    [Test]
    public async Task ListAsync_NamesOfAllSorts_ComeBackAsTheyAre()
    {
        string[] names =
        [
            "a b", " leading", "trailing ", "%20", "%", "+", "#?&<'\";,=@", " !@#$%^&()_+-=;',.txt", "back\\slash", "new\nline", "😀.parquet", "☺☺☺", "中文",
            "e\u0301", "\u00e9", "...", "..a", new string('x', 255),
        ];
        foreach (string name in names)
        {
            await WriteAsync(name, name);
        }

        Assert.That(await NamesAsync(StoragePath.Root), Is.EqualTo(names.Order(StringComparer.Ordinal)));
        foreach (string name in names)
        {
            Assert.That(await ReadAsync(name), Is.EqualTo(name));
            await Backend.DeleteAsync(name);
        }

        Assert.That(OnDisk(), Is.Empty);
    }
}
