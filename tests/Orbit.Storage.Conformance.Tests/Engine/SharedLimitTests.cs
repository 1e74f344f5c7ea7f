using Orbit.Storage.Testing.Content;
using Orbit.Storage.Testing.Faults;
using Orbit.Storage.Testing.Scripted;

namespace Orbit.Storage.Conformance.Tests.Engine;

public sealed class SharedLimitTests : EngineFixture
{
    [Test]
    public async Task C02_ManyWritesOverFourConnections_AreFourAtOnceAndAllDone()
    {
        ScriptedBackend store = Open(new ScriptedBackendOptions { Retry = Quick, MaxConnections = 4 });
        store.Faults.Add(StorageCall.WriteWhole, Fault.Delay(TimeSpan.FromMilliseconds(1)), times: int.MaxValue);
        PatternedContent[] contents = [.. Enumerable.Range(0, 64).Select(i => new PatternedContent(100 + i, seed: i))];

        await Task.WhenAll(contents.Select(content => WriteAsync(store, $"{content.Seed}", content)));

        Assert.That(store.PeakConnections, Is.InRange(1, 4));
        Assert.That(contents, Is.All.Matches<PatternedContent>(content => content.FindDifference(0, store.Peek($"{content.Seed}")!.Value.Span) is null));
    }

    [Test]
    public async Task C05_ManyWritersIntoASlowSink_KeepToTheBudget()
    {
        const int Part = 128 * KiB;
        LimitMemoryTo(8 * Part);
        ScriptedBackend store = Open();
        store.Faults.Add(StorageCall.WritePart, Fault.Delay(TimeSpan.FromMilliseconds(2)), times: int.MaxValue);
        PatternedContent[] contents = [.. Enumerable.Range(0, 100).Select(i => new PatternedContent((3 * Part) + i, seed: i))];

        await Task.WhenAll(contents.Select(content => Task.Run(() => WriteAsync(store, $"{content.Seed}", content, Parts(Part)), Token)));

        Assert.That(Memory.PeakReserved, Is.InRange(Part, 8 * Part));
        foreach (PatternedContent content in contents)
        {
            content.Matches(store.Peek($"{content.Seed}")!.Value.Span);
        }
    }
}
