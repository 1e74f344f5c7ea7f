using Orbit.Storage.S3.Double;
using Orbit.Storage.S3.Tests.Reading;

namespace Orbit.Storage.S3.Tests.Listing;

/// <summary>Pages are read as S3 gives them: objects and common prefixes in one order, keys of every kind, nothing twice.</summary>
public sealed class PageTests : DoubleFixture
{
    private static readonly string[] Names = ["a b", "a%20b", "a+b", "a&b", "a<b>", "ä/ö", "\u0001", "x\ny", "😀/\uffee", "\uffee", "a//b", "/lead", "/d/x", "//two", "tail/"];

    [Test]
    public async Task List_Recursive_ShowsEveryKeyInOrder([Values(1, 2, 3, 1000)] int pageSize, [Values("", "some/prefix")] string prefix)
    {
        Open(options => options.Prefix = prefix);
        string start = prefix.Length == 0 ? "" : prefix + "/";
        foreach (string name in Names)
        {
            Put(start + name);
        }

        Put("some/prefixed");
        List<StorageEntry> entries = await ListAsync("", new ListOptions { Recursive = true, PageSize = pageSize });

        string[] expected = prefix.Length == 0 ? [.. Names, "some/prefixed"] : Names;
        Assert.That(entries.Select(entry => entry.Path.Value), Is.EqualTo(expected.OrderBy(name => (StoragePath)name)));
        Assert.That(entries.Select(entry => entry.Size), Is.All.EqualTo(7));
    }

    [Test]
    public async Task List_LevelByLevel_ReachesEveryKeyOnce([Values(1, 2, 3, 1000)] int pageSize, [Values("", "some/prefix")] string prefix)
    {
        Open(options => options.Prefix = prefix);
        foreach (string name in Names)
        {
            Put(prefix.Length == 0 ? name : $"{prefix}/{name}");
        }

        List<string> files = [];
        Queue<StoragePath> open = new([StoragePath.Root]);
        while (open.TryDequeue(out StoragePath directory))
        {
            List<StorageEntry> level = await ListAsync(directory, new ListOptions { PageSize = pageSize });
            files.AddRange(level.Where(entry => entry.Kind == StorageEntryKind.File).Select(entry => entry.Path.Value));
            level.FindAll(entry => entry.Kind == StorageEntryKind.Directory).ForEach(entry => open.Enqueue(entry.Path));
            Assert.That(level.Select(Place), Is.Ordered);
        }

        Assert.That(files, Is.EquivalentTo(Names));
    }

    [Test]
    public async Task List_TemporariesOfComposedUploads_AreNotShown([Values] bool recursive)
    {
        Put(".orbit-compose/1/2");
        Put("object");

        Assert.That((await ListAsync("", new ListOptions { Recursive = recursive })).Select(entry => entry.Name), Is.EqualTo(new[] { "object" }));
    }

    [Test]
    public async Task List_TruncatedWithoutATokenOrWithTheSame_IsAListingLoop([Values] bool isRepeated)
    {
        foreach (int i in Enumerable.Range(0, 10))
        {
            Put($"key-{i}");
        }

        Server.Faults.Add("ListObjectsV2", new Fault { RepeatToken = isRepeated, OmitToken = !isRepeated }, times: int.MaxValue);

        await FailsAsync(() => ListAsync("", new ListOptions { PageSize = 2 }), StorageErrorKind.ListingLoop);
    }

    [Test]
    public async Task List_Markers_AreDirectoriesWhereAskedForAndObjectsElsewhere([Values] bool markers)
    {
        Open(options => options.DirectoryMarkers = markers);
        Put("d/", "");
        Put("d/e/", "");
        Put("d/file");

        List<StorageEntry> entries = await ListAsync("", new ListOptions { Recursive = true });

        Assert.That(
            entries.Select(entry => $"{entry.Path} {entry.Kind}"),
            Is.EqualTo(markers ? new[] { "d Directory", "d/e Directory", "d/file File" } : ["d/ File", "d/e/ File", "d/file File"]));
        Assert.That((await ListAsync("d")).Select(entry => entry.Path.Value), Is.EqualTo(markers ? new[] { "d/e", "d/file" } : ["d/", "d/e", "d/file"]));
    }

    [Test]
    public async Task List_StartAfter_IsExclusiveAndMayLieOutside([Values("", "b", "b/1", "b/2", "c", "zzz")] string after)
    {
        string[] keys = ["a", "b/1", "b/2", "b/3", "c"];
        Array.ForEach(keys, key => Put(key));
        ListOptions options = new() { Recursive = true, StartAfter = after };

        Assert.That((await ListAsync("", options)).Select(entry => entry.Path.Value), Is.EqualTo(keys.Where(key => string.CompareOrdinal(key, after) > 0)));
        Assert.That((await ListAsync("b", options)).Select(entry => entry.Path.Value), Is.EqualTo(keys.Where(key => key[0] == 'b' && string.CompareOrdinal(key, after) > 0)));
    }

    [Test]
    public async Task List_MissingBucket_IsContainerNotFound()
    {
        Open(options => options.Bucket = "missing");

        await FailsAsync(() => ListAsync(""), StorageErrorKind.ContainerNotFound);
    }

    private static StoragePath Place(StorageEntry entry) =>
        entry.Kind == StorageEntryKind.Directory ? StoragePath.FromStoredName(entry.Path.Value + "/", Moq.Mock.Of<IStorageBackend>()) : entry.Path;

    private async Task<List<StorageEntry>> ListAsync(StoragePath path, ListOptions? options = null)
    {
        List<StorageEntry> entries = [];
        await foreach (StorageEntry entry in Backend.ListAsync(path, options, Token))
        {
            entries.Add(entry);
        }

        return entries;
    }
}
