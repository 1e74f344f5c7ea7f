using Orbit.Storage.Memory;
using Orbit.Storage.Testing.Content;
using Orbit.Storage.Testing.Decorators;
using Orbit.Storage.Testing.Faults;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Testing.Tests.Decorators;

public sealed class FaultInjectingBackendTests
{
    private readonly PatternedContent _content = new(300_000, seed: 1);
    private readonly FaultInjectingBackend _backend = new(new MemoryBackend());

    [SetUp]
    public async Task WriteAsync() => await _backend.WriteAsync("object", _content.OpenSource());

    [TearDown]
    public async Task DisposeAsync() => await _backend.DisposeAsync();

    [Test]
    public async Task OpenRead_BodyBreaks_AfterThatManyBytes([Values(0, 1, 200_000)] int after)
    {
        _backend.Faults.Add(StorageCall.OpenRead, Fault.BreakBody(after));
        await using StorageContent content = await _backend.OpenReadAsync("object");
        using Stream stream = content.Reader.AsStream();
        byte[] bytes = new byte[after + 1];

        int count = 0;
        await StorageAssert.FailsAsync(async () =>
        {
            while (true)
            {
                count += await stream.ReadAsync(bytes.AsMemory(count));
            }
        }, StorageErrorKind.Network);

        Assert.That(count, Is.EqualTo(after));
        Assert.That(_content.FindDifference(0, bytes.AsSpan(0, count)), Is.Null);
    }

    [Test]
    public async Task OpenRead_BodyBreaksUnderAReaderThatWaitsForMore_Throws()
    {
        _backend.Faults.Add(StorageCall.OpenRead, Fault.BreakBody(100));
        await using StorageContent content = await _backend.OpenReadAsync("object");

        await StorageAssert.FailsAsync(() => content.Reader.ReadAtLeastAsync(101).AsTask(), StorageErrorKind.Network);
    }

    [Test]
    public async Task OpenRead_BodyEndsEarly_EndsCleanly()
    {
        _backend.Faults.Add(StorageCall.OpenRead, Fault.EndBody(100_000));
        await using StorageContent content = await _backend.OpenReadAsync("object");

        await _content.MatchesAsync(content.Reader, new ByteSpan(0, 100_000));
    }

    [Test]
    public async Task OpenRange_AnotherRange_IsGivenAndSaid()
    {
        _backend.Faults.Add(StorageCall.OpenRange, Fault.MoveSpan(5));
        await using IRangeSource source = await _backend.OpenRangesAsync("object");
        await using IRangeBody body = await source.OpenAsync(new ByteSpan(10, 20), CancellationToken.None);
        byte[] bytes = new byte[20];

        await body.ReadAsync(bytes, CancellationToken.None);

        Assert.That(body.Span, Is.EqualTo(new ByteSpan(15, 20)));
        _content.Matches(bytes, new ByteSpan(15, 20));
    }

    [Test]
    public async Task Write_SourceBreaks_LeavesTheTarget()
    {
        _backend.Faults.Add(StorageCall.Write, Fault.BreakBody(1000));
        PatternedSource source = new PatternedContent(10_000, seed: 2).OpenSource();

        await StorageAssert.FailsAsync(() => _backend.WriteAsync("object", source), StorageErrorKind.Network);

        Assert.That(await source.Completion, Is.Not.Null);
        await using StorageContent content = await _backend.OpenReadAsync("object");
        await _content.MatchesAsync(content.Reader);
    }

    [Test]
    public async Task Write_FailsBefore_ReleasesTheSource()
    {
        _backend.Faults.Add(StorageCall.Write, Fault.Throw(StorageErrorKind.Busy));
        PatternedSource source = new PatternedContent(10_000).OpenSource();

        await StorageAssert.FailsAsync(() => _backend.WriteAsync("other", source), StorageErrorKind.Busy);

        Assert.That(await source.Completion, Is.InstanceOf<StorageException>());
        Assert.That(source.BytesTaken, Is.Zero);
    }

    [Test]
    public async Task List_FailsAtAnEntry_ShowsThoseBefore()
    {
        await _backend.CreateDirectoryAsync("more");
        _backend.Faults.Add(StorageCall.ReadPage, Fault.Throw(StorageErrorKind.Network), skip: 1);
        List<string> shown = [];

        await StorageAssert.FailsAsync(async () =>
        {
            await foreach (StorageEntry entry in _backend.ListAsync(""))
            {
                shown.Add(entry.Name);
            }
        }, StorageErrorKind.Network);

        Assert.That(shown, Is.EqualTo(new[] { "more" }));
    }
}
