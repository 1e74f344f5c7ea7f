using System.Runtime.CompilerServices;
using Orbit.Storage.Memory;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Tests.Memory;

public sealed class PinnedVersionTests
{
    [TestCase(false)]
    [TestCase(true)]
    public async Task Read_ReplacedOrDeletedWhileOpen_BytesOfTheVersionThatWasOpened(bool delete)
    {
        await using MemoryBackend backend = new();
        byte[] old = PatternedBytes.Create(1_000_000);
        await backend.WriteBytesAsync("object", old);
        await using IRangeSource source = await backend.OpenRangesAsync("object");

        if (delete)
        {
            await backend.DeleteAsync("object");
        }
        else
        {
            await backend.WriteBytesAsync("object", PatternedBytes.Create(1_000_000, 2));
        }

        await using IRangeBody body = await source.OpenAsync(new ByteSpan(500_000, 100_000), default);
        byte[] bytes = new byte[100_000];
        for (int count = 0; count < bytes.Length;)
        {
            count += await body.ReadAsync(bytes.AsMemory(count), default);
        }

        PatternedBytes.AssertSame(bytes, old.AsSpan()[500_000..600_000]);
    }

    [Test]
    public async Task Delete_NobodyReads_MemoryComesBack()
    {
        MemoryFixture memory = new();
        await memory.WriteAsync("object", new byte[1_000_000]);
        WeakReference content = ContentOf(memory);
        memory.Entries.Delete("object", null);

        GC.Collect();

        Assert.That(content.IsAlive, Is.False);
        Assert.That(memory.Entries.StoredBytes, Is.Zero);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference ContentOf(MemoryFixture memory) => new(memory.Entries.GetObject("object", null).Content);
}
