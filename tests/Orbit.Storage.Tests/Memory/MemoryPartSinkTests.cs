using Orbit.Storage.Memory;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Tests.Memory;

public sealed class MemoryPartSinkTests
{
    [Test]
    public async Task Complete_PartsInAnyOrder_ContentInIndexOrder()
    {
        MemoryFixture memory = new();
        byte[] content = TestContent(200_000);
        await using MemoryPartSink sink = memory.OpenSink("a/object");
        await sink.BeginAsync(default);
        Dictionary<int, PartReceipt?> receipts = [];
        foreach (int index in (int[])[2, 0, 1])
        {
            byte[] bytes = content[(index * 80_000)..Math.Min(content.Length, (index + 1) * 80_000)];
            receipts[index] = await sink.WritePartAsync(MemoryFixture.Part(index, index * 80_000L, bytes), default);
        }

        WriteResult result = await sink.CompleteAsync([receipts[0]!, receipts[1]!, receipts[2]!], content.Length, default);

        Assert.That(memory.Read("a/object"), Is.EqualTo(content));
        Assert.That(result.ETag, Is.Not.Null);
        Assert.That(memory.Usage.OpenWrites, Is.Zero);
        Assert.That(memory.Entries.StoredBytes, Is.EqualTo(content.Length));
    }

    [Test]
    public async Task Complete_MissingPart_PublishesNothing()
    {
        MemoryFixture memory = new();
        await using (MemoryPartSink sink = memory.OpenSink("object"))
        {
            await sink.BeginAsync(default);
            PartReceipt? first = await sink.WritePartAsync(MemoryFixture.Part(0, 0, [1]), default);
            PartReceipt? third = await sink.WritePartAsync(MemoryFixture.Part(2, 2, [3]), default);

            Assert.That(async () => await sink.CompleteAsync([first!, third!], 3, default), Throws.TypeOf<StorageException>().With.Message.Contains("missing part 1"));
            await sink.AbortAsync(default);
        }

        Assert.That(await memory.ListAsync(""), Is.Empty);
        Assert.That(memory.Entries.StoredBytes, Is.Zero);
        Assert.That(memory.Usage.OpenWrites, Is.Zero);
    }

    [Test]
    public async Task WritePart_SamePartAgain_TakesThePlaceOfTheFirst()
    {
        MemoryFixture memory = new();
        await using MemoryPartSink sink = memory.OpenSink("object");
        await sink.BeginAsync(default);
        await sink.WritePartAsync(MemoryFixture.Part(0, 0, [1, 2]), default);
        PartReceipt? receipt = await sink.WritePartAsync(MemoryFixture.Part(0, 0, [1, 2]), default);

        await sink.CompleteAsync([receipt!], 2, default);

        Assert.That(memory.Read("object"), Is.EqualTo(new byte[] { 1, 2 }));
        Assert.That(memory.Entries.StoredBytes, Is.EqualTo(2));
    }

    [Test]
    public async Task WritePart_WrongChecksum_ChecksumMismatch()
    {
        MemoryFixture memory = new();
        await using MemoryPartSink sink = memory.OpenSink("object");
        await sink.BeginAsync(default);
        PartContent part = new CorruptedPart([1, 2, 3], 0x12345678);

        StorageException failure = Assert.ThrowsAsync<StorageException>(async () => await sink.WritePartAsync(part, default));

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.ChecksumMismatch));
        Assert.That(memory.Entries.StoredBytes, Is.Zero);
    }

    [Test]
    public async Task WritePart_BeyondMaxParts_TooLarge()
    {
        MemoryFixture memory = new(new MemoryBackendOptions { MaxParts = 1 });
        await using MemoryPartSink sink = memory.OpenSink("object");
        await sink.BeginAsync(default);

        StorageException failure = Assert.ThrowsAsync<StorageException>(async () => await sink.WritePartAsync(MemoryFixture.Part(1, 1, [1]), default));

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.TooLarge));
    }

    [TestCase(2, 4, 1, false)]
    [TestCase(4, 4, 4, true)]
    [TestCase(4, 4, 5, false)]
    [TestCase(4, 4, 1, true)]
    public async Task Complete_EqualParts_OnlyTheLastMayBeSmaller(int first, int second, int last, bool isTaken)
    {
        MemoryFixture memory = new(new MemoryBackendOptions { EqualParts = true });
        await using MemoryPartSink sink = memory.OpenSink("object");
        await sink.BeginAsync(default);
        List<PartReceipt> receipts = [];
        long offset = 0;
        foreach (int length in (int[])[first, second, last])
        {
            receipts.Add((await sink.WritePartAsync(MemoryFixture.Part(receipts.Count, offset, new byte[length]), default))!);
            offset += length;
        }

        async Task Complete() => await sink.CompleteAsync(receipts, offset, default);

        Assert.That(Complete, isTaken ? Throws.Nothing : Throws.TypeOf<StorageException>());
    }

    [Test]
    public async Task WriteWhole_NoRoom_QuotaExceededAndOldContentKept()
    {
        MemoryFixture memory = new(new MemoryBackendOptions { MaxBytes = 10 });
        await memory.WriteAsync("object", [1, 2, 3, 4, 5, 6]);

        StorageException failure = Assert.ThrowsAsync<StorageException>(async () => await memory.WriteAsync("object", new byte[5]));

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.QuotaExceeded));
        Assert.That(memory.Read("object"), Has.Length.EqualTo(6));
        Assert.That(memory.Entries.StoredBytes, Is.EqualTo(6));
    }

    private static byte[] TestContent(int length)
    {
        byte[] content = new byte[length];
        new Random(1).NextBytes(content);
        return content;
    }

    private sealed class CorruptedPart : PartContent
    {
        private readonly PartContent _inner;

        public CorruptedPart(byte[] bytes, uint crc)
            : base(0, 0, bytes.Length)
        {
            _inner = MemoryFixture.Part(0, 0, bytes);
            Crc32 = crc;
        }

        public override bool TryGetMemory(out System.Buffers.ReadOnlySequence<byte> bytes) => _inner.TryGetMemory(out bytes);

        public override Stream OpenStream() => _inner.OpenStream();
    }
}
