using System.Buffers;
using Orbit.Storage.Testing.Content;
using Orbit.Storage.Testing.Scripted;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Testing.Tests.Scripted;

public sealed class ScriptedBackendTests
{
    [Test]
    public void Options_RealDirectories_AreRefused()
    {
        ScriptedBackendOptions options = new() { Capabilities = new StorageCapabilities { RealDirectories = true } };

        Assert.That(() => new ScriptedBackend(options), Throws.InstanceOf<StorageException>().With.Property(nameof(StorageException.Kind)).EqualTo(StorageErrorKind.InvalidConfiguration));
    }

    [Test]
    public async Task PlantAndPeek_PassTheEngineBy()
    {
        await using ScriptedBackend store = new();
        store.Plant("b", [1, 2]);
        store.Plant("a", [3]);

        Assert.That(store.Keys, Is.EqualTo(new StoragePath[] { "a", "b" }));
        Assert.That(store.Peek("b")!.Value.ToArray(), Is.EqualTo(new byte[] { 1, 2 }));
        Assert.That(store.Peek("c"), Is.Null);
        Assert.That(store.Log.Calls, Is.Empty);
    }

    // The double would prove nothing about an engine whose mistakes it let pass.
    [Test]
    public async Task Sink_EngineBreaksTheRules_IsInvalidOperation()
    {
        ScriptedBackendOptions options = new() { Capabilities = new StorageCapabilities { MaxParts = 2, MinPartSize = 10 } };
        await using ScriptedBackend store = new(options);
        ScriptedPartSink sink = new(store, new WriteRequest("object", new WriteOptions()));
        await StorageAssert.ThrowsAsync<InvalidOperationException>(() => sink.WritePartAsync(Part(0, 10), default));
        await sink.BeginAsync(default);
        await sink.WritePartAsync(Part(0, 5), default);
        await sink.WritePartAsync(Part(1, 10), default);

        await StorageAssert.ThrowsAsync<InvalidOperationException>(() => sink.WritePartAsync(Part(2, 10), default));
        await StorageAssert.ThrowsAsync<InvalidOperationException>(() => sink.WritePartAsync(Part(1, 11), default));
        await StorageAssert.ThrowsAsync<InvalidOperationException>(() => sink.CompleteAsync([new(0, 5), new(1, 10)], 15, default));
        await StorageAssert.ThrowsAsync<InvalidOperationException>(() => sink.CompleteAsync([new(1, 10)], 10, default));
        Assert.That((store.OpenUploads, store.Keys.Count), Is.EqualTo((1, 0)));
    }

    private static PartContent Part(int index, int length) =>
        PartContent.FromMemory(index, index * length, new ReadOnlySequence<byte>(new PatternedContent(length, seed: length).ToArray()));
}
