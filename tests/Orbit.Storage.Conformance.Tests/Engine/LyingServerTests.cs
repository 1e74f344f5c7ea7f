using Orbit.Storage.Testing;
using Orbit.Storage.Testing.Content;
using Orbit.Storage.Testing.Faults;
using Orbit.Storage.Testing.Scripted;

namespace Orbit.Storage.Conformance.Tests.Engine;

public sealed class LyingServerTests : EngineFixture
{
    private readonly PatternedContent _content = new((7 * 64 * KiB) + 13, seed: 18);

    [Test]
    public async Task R18_RangeIgnored_WholeObject_IsExact([Values(1, 4)] int concurrency)
    {
        ScriptedBackend store = OpenWithContent();
        store.Faults.Add(StorageCall.OpenRange, Fault.IgnoreRange(), times: int.MaxValue);

        await ReadAsync(store, "object", _content, new ReadOptions { Transfer = Parts(64 * KiB, concurrency) });
    }

    [Test]
    public async Task R18_RangeIgnoredHalfWay_WholeObject_IsExact()
    {
        ScriptedBackend store = OpenWithContent();
        store.Faults.Add(StorageCall.OpenRange, Fault.IgnoreRange(), skip: 3, times: int.MaxValue);

        await ReadAsync(store, "object", _content, new ReadOptions { Transfer = Parts(64 * KiB) });
    }

    [Test]
    public async Task R18_RangeIgnored_RangeAskedFor_IsUnsupportedAndNamesIt()
    {
        ScriptedBackend store = OpenWithContent();
        store.Faults.Add(StorageCall.OpenRange, Fault.IgnoreRange(), times: int.MaxValue);

        StorageException failure = await StorageAssert.FailsAsync(
            () => ReadAsync(store, "object", _content, new ReadOptions { Range = ByteRange.Of(1000, 2000) }), StorageErrorKind.Unsupported);

        Assert.That(failure.Message, Does.Contain("1000").And.Contain("3000"));
    }

    [Test]
    public async Task R19_AnotherRange_IsAnErrorNotData([Values(1, -1, 64 * KiB)] int by, [Values(1, 4)] int concurrency)
    {
        ScriptedBackend store = OpenWithContent();
        store.Faults.Add(StorageCall.OpenRange, Fault.MoveSpan(by), times: int.MaxValue, when: call => call.Span!.Value.Offset > 0);

        await StorageAssert.FailsAsync(
            () => ReadAsync(store, "object", _content, new ReadOptions { Transfer = Parts(64 * KiB, concurrency) }), [.. Enum.GetValues<StorageErrorKind>()]);
    }

    private ScriptedBackend OpenWithContent()
    {
        ScriptedBackend store = Open();
        store.Plant("object", _content.ToArray());
        return store;
    }
}
