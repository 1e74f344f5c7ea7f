using Orbit.Storage.Memory;
using Orbit.Storage.Tests.Memory;

namespace Orbit.Storage.Tests.Extensions;

public sealed class ReadingTests
{
    [Test]
    public async Task ReadTo_Stream_AllBytesAndStreamStaysOpen()
    {
        await using MemoryBackend memory = new();
        byte[] content = PatternedBytes.Create(2_500_000);
        await memory.WriteBytesAsync("object", content);
        using MemoryStream destination = new();

        StorageEntry entry = await memory.ReadToAsync("object", destination);

        PatternedBytes.AssertSame(destination.ToArray(), content);
        Assert.That(entry.Size, Is.EqualTo(content.Length));
        Assert.That(memory.OpenReads, Is.Zero);
    }

    [Test]
    public async Task ReadBytes_MoreThanTheBound_TooLarge()
    {
        await using MemoryBackend memory = new();
        await memory.WriteBytesAsync("object", new byte[11]);

        StorageException failure = Assert.ThrowsAsync<StorageException>(async () => await memory.ReadBytesAsync("object", 10))!;

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.TooLarge));
        Assert.That(failure.Message, Does.Contain("'object'").And.Contain("maxBytes"));
        Assert.That(memory.OpenReads, Is.Zero);
        Assert.That(await memory.ReadBytesAsync("object", 11), Has.Length.EqualTo(11));
    }

    [Test]
    public async Task ReadBytes_Range_CountsTheRangeAgainstTheBound()
    {
        await using MemoryBackend memory = new();
        byte[] content = PatternedBytes.Create(1000);
        await memory.WriteBytesAsync("object", content);

        byte[] bytes = await memory.ReadBytesAsync("object", 10, new ReadOptions { Range = ByteRange.Of(5, 10) });

        PatternedBytes.AssertSame(bytes, content.AsSpan()[5..15]);
    }

    [Test]
    public async Task ReadText_ByteOrderMark_LeftOut()
    {
        await using MemoryBackend memory = new();
        await memory.WriteBytesAsync("object", new byte[] { 0xEF, 0xBB, 0xBF, (byte)'a' });

        Assert.That(await memory.ReadTextAsync("object"), Is.EqualTo("a"));
    }

    [Test]
    public async Task ReadText_NotUtf8_InvalidData()
    {
        await using MemoryBackend memory = new();
        await memory.WriteBytesAsync("object", new byte[] { (byte)'a', 0xFF });

        Assert.That(async () => await memory.ReadTextAsync("object"), Throws.TypeOf<InvalidDataException>().With.Message.Contains("object"));
    }
}
