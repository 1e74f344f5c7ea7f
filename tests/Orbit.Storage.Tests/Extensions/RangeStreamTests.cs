using Orbit.Storage.Memory;
using Orbit.Storage.Reading;
using Orbit.Storage.Tests.Memory;

namespace Orbit.Storage.Tests.Extensions;

public sealed class RangeStreamTests
{
    [TestCase(0, 1)]
    [TestCase(1, 2)]
    [TestCase(65_536, 3)]
    [TestCase(65_537, 4)]
    [TestCase(5_000_000, 5)]
    public async Task Read_AnyOrder_TheBytesOfThePlace(int size, int seed)
    {
        await using MemoryBackend memory = new();
        byte[] content = PatternedBytes.Create(size, seed);
        await memory.WriteBytesAsync("object", content);
        await using Stream stream = await memory.OpenReadStreamAsync("object");
        Random random = new(seed);
        byte[] buffer = new byte[200_000];

        for (int i = 0; i < 500; i++)
        {
            int move = random.Next(4);
            long target = move switch
            {
                0 => random.NextInt64(size + 10),
                1 => Math.Max(0, stream.Position - random.Next(1, 100_000)),
                2 => stream.Position + random.Next(100_000),
                _ => stream.Position,
            };
            stream.Seek(target - stream.Position, SeekOrigin.Current);
            int wanted = random.Next(1, random.Next(2) == 0 ? 50 : buffer.Length);
            int count = i % 3 == 0 ? stream.Read(buffer, 0, wanted) : await stream.ReadAsync(buffer.AsMemory(0, wanted));

            Assert.That(count, target >= size ? Is.Zero : Is.InRange(1, wanted));
            Assert.That(buffer.AsSpan(0, count).SequenceEqual(content.AsSpan((int)Math.Min(target, size), count)), Is.True, $"{count} bytes at {target}");
            Assert.That(stream.Position, Is.EqualTo(target + count));
        }
    }

    [Test]
    public async Task Read_InOrder_AheadInGrowingSteps()
    {
        await using MemoryBackend memory = new();
        byte[] content = PatternedBytes.Create(20_000_000);
        await memory.WriteBytesAsync("object", content);
        await using CountingRangeSource source = new(await memory.OpenRangesAsync("object"));
        await using RangeStream stream = new(source, new ByteSpan(0, content.Length));
        using MemoryStream copy = new();

        await stream.CopyToAsync(copy);

        PatternedBytes.AssertSame(copy.ToArray(), content);
        Assert.That(source.Requests, Is.InRange(2, 40));
    }

    [Test]
    public async Task Read_ShortWaysBackAndForth_AskForNothingMore()
    {
        await using MemoryBackend memory = new();
        byte[] content = PatternedBytes.Create(1_000_000);
        await memory.WriteBytesAsync("object", content);
        await using CountingRangeSource source = new(await memory.OpenRangesAsync("object"));
        await using RangeStream stream = new(source, new ByteSpan(0, content.Length));
        byte[] buffer = new byte[1000];

        foreach (int target in (int[])[500_000, 510_000, 500_100, 540_000, 500_000, 560_000])
        {
            stream.Position = target;
            await stream.ReadExactlyAsync(buffer);
            PatternedBytes.AssertSame(buffer, content.AsSpan()[target..(target + 1000)]);
        }

        Assert.That(source.Requests, Is.EqualTo(1));
    }

    [Test]
    public async Task Read_Backwards_OneRequestForEachBlock()
    {
        await using MemoryBackend memory = new();
        byte[] content = PatternedBytes.Create(1_000_000);
        await memory.WriteBytesAsync("object", content);
        await using CountingRangeSource source = new(await memory.OpenRangesAsync("object"));
        await using RangeStream stream = new(source, new ByteSpan(0, content.Length));
        byte[] buffer = new byte[1000];

        for (int target = 999_000; target >= 0; target -= 1000)
        {
            stream.Position = target;
            await stream.ReadExactlyAsync(buffer);
            PatternedBytes.AssertSame(buffer, content.AsSpan()[target..(target + 1000)]);
        }

        Assert.That(source.Requests, Is.InRange(16, 18));
    }

    [Test]
    public async Task Read_AfterAFailure_BeginsAnew()
    {
        await using MemoryBackend memory = new();
        byte[] content = PatternedBytes.Create(1000);
        await memory.WriteBytesAsync("object", content);
        await using CountingRangeSource source = new(await memory.OpenRangesAsync("object"));
        await using RangeStream stream = new(source, new ByteSpan(0, content.Length));
        source.FailNext = new StorageException(StorageErrorKind.PermissionDenied, "no");

        Assert.That(async () => await stream.ReadAsync(new byte[10]), Throws.TypeOf<StorageException>());
        byte[] buffer = new byte[1000];
        await stream.ReadExactlyAsync(buffer);

        PatternedBytes.AssertSame(buffer, content);
    }

    [Test]
    public async Task OpenReadStream_Range_HoldsThoseBytesAlone()
    {
        await using MemoryBackend memory = new();
        await memory.WriteTextAsync("object", "0123456789");
        await using Stream stream = await memory.OpenReadStreamAsync("object", new ReadOptions { Range = ByteRange.Of(2, 5) });
        using StreamReader reader = new(stream);

        Assert.That(stream.Length, Is.EqualTo(5));
        Assert.That(await reader.ReadToEndAsync(), Is.EqualTo("23456"));
        Assert.That(stream.Seek(-1, SeekOrigin.End), Is.EqualTo(4));
        Assert.That(stream.ReadByte(), Is.EqualTo('6'));
        Assert.That(stream.ReadByte(), Is.EqualTo(-1));
        Assert.That(() => stream.Seek(-6, SeekOrigin.End), Throws.TypeOf<IOException>());
    }

    [Test]
    public async Task OpenReadStream_RangePastTheEnd_RangeNotSatisfiable()
    {
        await using MemoryBackend memory = new();
        await memory.WriteTextAsync("object", "0123456789");

        Assert.That(
            async () => await memory.OpenReadStreamAsync("object", new ReadOptions { Range = ByteRange.From(10) }),
            Throws.TypeOf<StorageException>().With.Property("Kind").EqualTo(StorageErrorKind.RangeNotSatisfiable));
        Assert.That(memory.OpenReads, Is.Zero);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Dispose_EitherWay_ReleasesTheObjectOnce(bool sync)
    {
        await using MemoryBackend memory = new();
        await memory.WriteBytesAsync("object", new byte[1_000_000]);
        Stream stream = await memory.OpenReadStreamAsync("object");
        _ = await stream.ReadAsync(new byte[10]);
        Assert.That(memory.OpenReads, Is.EqualTo(1));

        for (int i = 0; i < 2; i++)
        {
            if (sync)
            {
                stream.Dispose();
            }
            else
            {
                await stream.DisposeAsync();
            }
        }

        Assert.That(memory.OpenReads, Is.Zero);
        Assert.That(() => stream.Position, Throws.TypeOf<ObjectDisposedException>());
        Assert.That(stream.CanRead, Is.False);
    }
}
