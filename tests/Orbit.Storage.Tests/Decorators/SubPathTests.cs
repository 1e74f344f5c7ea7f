using Orbit.Storage.Memory;
using Orbit.Storage.Reading;
using Orbit.Storage.Testing;
using Orbit.Storage.Testing.Content;
using Orbit.Storage.Testing.Decorators;
using Orbit.Storage.Testing.Faults;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Tests.Decorators;

public sealed class SubPathTests
{
    private readonly MemoryBackend _backend = new();
    private IStorageBackend _view = null!;

    [SetUp]
    public void Wrap() => _view = _backend.At("a/b");

    [TearDown]
    public async Task DisposeAsync() => await _view.DisposeAsync();

    [Test]
    public async Task Write_GoesBelowThePrefix_AndSaysTheRelativePath()
    {
        WriteResult result = await _view.WriteTextAsync("c/file", "content");

        Assert.That(result.Path.Value, Is.EqualTo("c/file"));
        Assert.That(await _backend.ReadTextAsync("a/b/c/file"), Is.EqualTo("content"));
    }

    [Test]
    public async Task List_ShowsRelativePathsAndNoSibling()
    {
        await _backend.WriteTextAsync("a/bc", "sibling");
        await _backend.WriteTextAsync("a/b/file", "content");
        await _backend.WriteTextAsync("a/b/c/file", "content");

        List<StorageEntry> entries = await _view.ListToListAsync("", 10, new ListOptions { Recursive = true });

        Assert.That(entries.Select(entry => entry.Path.Value), Is.EquivalentTo(new[] { "c", "c/file", "file" }));
    }

    [Test]
    public async Task Failure_NamesTheRelativePathAndInWordsTheWholeOne()
    {
        StorageException failure = await StorageAssert.FailsAsync(() => _view.StatAsync("missing"), StorageErrorKind.NotFound);

        Assert.That((failure.Path!.Value.Value, failure.Operation), Is.EqualTo(("missing", "stat")));
        Assert.That(failure.Message, Does.Contain("a/b/missing"));
    }

    [Test]
    public async Task BrokenBody_NamesTheRelativePath([Values] bool byRanges)
    {
        await _backend.WriteAsync("a/b/file", new PatternedContent(1000).OpenSource());
        await using FaultInjectingBackend faulty = new(_backend);
        faulty.Faults.Add(StorageCall.OpenRead, Fault.BreakBody(10));
        faulty.Faults.Add(StorageCall.OpenRange, Fault.BreakBody(10), times: int.MaxValue);
        IStorageBackend view = faulty.At("a/b");

        StorageException failure = await StorageAssert.FailsAsync(
            async () =>
            {
                await using IRangeSource? source = byRanges ? await view.OpenRangesAsync("file") : null;
                await using IRangeBody? body = source is null ? null : await source.OpenAsync(new ByteSpan(0, 1000), CancellationToken.None);
                await using StorageContent? content = byRanges ? null : await view.OpenReadAsync("file");
                while (true)
                {
                    _ = body is null ? (await content!.Reader.ReadAtLeastAsync(11)).Buffer.Length : await body.ReadAsync(new byte[100], CancellationToken.None);
                }
            },
            StorageErrorKind.Network);

        Assert.That(failure.Path is null || failure.Path == "file", $"It names {failure.Path}.");
    }

    [Test]
    public async Task RangeBehindTheEnd_NamesTheRelativePath()
    {
        await _view.WriteTextAsync("file", "content");
        await using IRangeSource source = await _view.OpenRangesAsync("file");

        StorageException failure = Assert.Throws<StorageException>(() => ParallelRangeDownloader.For(source).Open(source, ByteRange.From(100)));

        Assert.That((source.Entry.Path.Value, failure.Kind, failure.Path), Is.EqualTo(("file", StorageErrorKind.RangeNotSatisfiable, (StoragePath?)"file")));
    }

    [Test]
    public async Task Root_CannotBeAnObject()
    {
        await StorageAssert.FailsAsync(() => _view.WriteTextAsync("", "content"), StorageErrorKind.InvalidPath);
        await StorageAssert.FailsAsync(() => _view.OpenReadAsync(""), StorageErrorKind.InvalidPath);
        await StorageAssert.FailsAsync(() => _view.OpenRangesAsync(""), StorageErrorKind.InvalidPath);
        await StorageAssert.FailsAsync(() => _view.RenameAsync("", "other"), StorageErrorKind.InvalidPath);
        await StorageAssert.FailsAsync(() => _view.CopyAsync("other", ""), StorageErrorKind.InvalidPath);
        await StorageAssert.FailsAsync(() => _view.DeleteAsync(""), StorageErrorKind.InvalidPath);
    }

    [Test]
    public async Task DeleteRoot_Recursive_EmptiesItAndLeavesWhatHasItsName([Values] bool flat)
    {
        await using MemoryBackend backend = new(new MemoryBackendOptions { FlatKeys = flat });
        IStorageBackend view = backend.At("a/b");
        await backend.WriteTextAsync(flat ? "a/b" : "a/bc", "outside");
        await view.WriteTextAsync("file", "content");
        await view.WriteTextAsync("c/d/file", "content");

        await view.DeleteAsync("", new DeleteOptions { Recursive = true });

        Assert.That(await view.ListToListAsync("", 10, new ListOptions { Recursive = true }), Is.Empty);
        Assert.That((await view.StatAsync("")).Kind, Is.EqualTo(StorageEntryKind.Directory));
        Assert.That(await backend.ReadTextAsync(flat ? "a/b" : "a/bc"), Is.EqualTo("outside"));
    }

    [Test]
    public async Task DeleteMany_WithRoots_AnswersEachInItsPlace()
    {
        await _view.WriteTextAsync("one", "content");
        await _view.WriteTextAsync("two", "content");
        List<DeleteResult> results = [];
        await foreach (DeleteResult result in _view.DeleteManyAsync(new StoragePath[] { "", "one", "", "", "two" }.ToAsyncEnumerable()))
        {
            results.Add(result);
        }

        Assert.That(results.Select(result => (result.Path.Value, result.Error?.Kind)), Is.EqualTo(new (string, StorageErrorKind?)[]
        {
            ("", StorageErrorKind.InvalidPath), ("one", null), ("", StorageErrorKind.InvalidPath), ("", StorageErrorKind.InvalidPath), ("two", null),
        }));
        Assert.That(await _view.ListToListAsync("", 10), Is.Empty);
    }

    [Test]
    public async Task StoredNameThatIsNoPath_IsUsableThroughTheView()
    {
        await using MemoryBackend backend = new(new MemoryBackendOptions { FlatKeys = true });
        StoragePath foreign = StoragePath.FromStoredName("a/b/../c", backend);
        await backend.WriteTextAsync(foreign, "content");
        IStorageBackend view = backend.At("a/b");

        StorageEntry entry = (await view.ListToListAsync("", 10, new ListOptions { Recursive = true })).Single();

        Assert.That((entry.Path.Value, entry.Path.IsPortable), Is.EqualTo(("../c", false)));
        Assert.That(await view.ReadTextAsync(entry.Path), Is.EqualTo("content"));
    }

    [Test]
    public async Task Capabilities_LeaveRoomForThePrefix()
    {
        await using MemoryBackend backend = new(new MemoryBackendOptions { FlatKeys = true });
        IStorageBackend view = backend.At("prefix");
        string longest = new('n', 1024 - "prefix/".Length);

        await view.WriteTextAsync(longest, "content");
        await StorageAssert.FailsAsync(() => view.WriteTextAsync(longest + "n", "content"), StorageErrorKind.NameTooLong);

        Assert.That((backend.Capabilities.PathRules.MaxPathBytes, view.Capabilities.PathRules.MaxPathBytes), Is.EqualTo((1024, longest.Length)));
    }

    [Test]
    public async Task At_OfAView_IsBelowBoth()
    {
        await _view.At("c").WriteTextAsync("file", "content");

        Assert.That(await _backend.ReadTextAsync("a/b/c/file"), Is.EqualTo("content"));
    }

    [Test]
    public async Task At_PrefixThatTheStoreCannotHave_IsRefused() =>
        await StorageAssert.FailsAsync(() => Task.FromResult(_backend.At("a//b")), StorageErrorKind.InvalidPath);
}
