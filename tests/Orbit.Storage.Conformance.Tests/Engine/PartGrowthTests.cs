using Orbit.Storage.Testing;
using Orbit.Storage.Testing.Content;
using Orbit.Storage.Testing.Faults;
using Orbit.Storage.Testing.Scripted;

namespace Orbit.Storage.Conformance.Tests.Engine;

public sealed class PartGrowthTests : EngineFixture
{
    [Test]
    public async Task W06_ContentOfOnePart_IsOneRequest([Values(0, 100, 64 * KiB)] int size, [Values] bool isLengthKnown)
    {
        ScriptedBackend store = Open();

        await WriteAsync(store, "w06", new PatternedContent(size), Parts(64 * KiB), isLengthKnown ? size : null);

        Assert.That((store.Log.Count(StorageCall.WriteWhole), store.Log.Count(StorageCall.BeginParts)), Is.EqualTo((1, 0)));
    }

    [Test]
    public async Task W28_MoreThanAnObjectCanHold_IsRefusedBeforeAnyCall([Values(0, 1, 1_000_000)] long over)
    {
        ScriptedBackend store = Open(Limited(maxParts: 100, maxPart: 8 * KiB));
        PatternedSource source = new PatternedContent(10).OpenSource();
        long length = (100 * 8 * KiB) + over;

        Task<WriteResult> Write() => store.WriteAsync("w28", source, new WriteOptions { ExpectedLength = length, Transfer = Parts(KiB) }, Token);

        await StorageAssert.FailsAsync(Write, over == 0 ? StorageErrorKind.LengthMismatch : StorageErrorKind.TooLarge);
        Assert.That(store.Log.Calls, over == 0 ? Is.Not.Empty : Is.Empty);
        Assert.That(source.IsCompleted);
    }

    [Test]
    public async Task W28_KnownLength_PartsAreEqualAndWithinTheirNumber()
    {
        ScriptedBackend store = Open(Limited(maxParts: 10, maxPart: null));
        PatternedContent content = new((64 * KiB) + 1, seed: 28);

        await WriteAsync(store, "w28", content, Parts(KiB), content.Length);

        long[] sizes = [.. store.Log.Of(StorageCall.WritePart).OrderBy(call => call.PartIndex).Select(call => call.Span!.Value.Length)];
        Assert.That(sizes, Has.Length.InRange(2, 10));
        Assert.That(sizes[..^1].Distinct().Count(), Is.EqualTo(1));
        content.Matches(store.Peek("w28")!.Value.Span);
    }

    [Test]
    public async Task W29_UnknownLength_GrowsWithinTheNumberOfParts([Values(2, 3, 8)] int maxParts)
    {
        ScriptedBackend store = Open(Limited(maxParts, maxPart: null));
        PatternedContent content = new(64 * KiB, seed: 29);

        await WriteAsync(store, "w29", content, Parts(KiB));

        Assert.That(store.Log.Count(StorageCall.WritePart), Is.InRange(2, maxParts));
        content.Matches(store.Peek("w29")!.Value.Span);
    }

    [Test]
    public async Task W29_UnknownLengthBeyondTheParts_IsTooLargeAndAborted([Values] bool equalParts)
    {
        ScriptedBackend store = Open(Limited(maxParts: 8, maxPart: equalParts ? null : 4 * KiB, equalParts));

        await StorageAssert.FailsAsync(() => WriteAsync(store, "w29", new PatternedContent(64 * KiB), Parts(KiB)), StorageErrorKind.TooLarge);

        Assert.That(store.Log.Of(StorageCall.WritePart).Max(call => call.PartIndex), Is.LessThan(8));
        Assert.That((store.Log.Count(StorageCall.AbortParts), store.Keys.Count), Is.EqualTo((1, 0)));
    }

    private static ScriptedBackendOptions Limited(int maxParts, long? maxPart, bool equalParts = false) => new()
    {
        Retry = Quick,
        Capabilities = new StorageCapabilities
        {
            OrderedListing = true,
            RecursiveListing = true,
            MaxParts = maxParts,
            MinPartSize = KiB,
            MaxPartSize = maxPart,
            EqualParts = equalParts,
        },
    };
}
