using System.Buffers;
using Microsoft.Extensions.Time.Testing;
using Orbit.Storage.Ssh.Files;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Ssh.Tests.Files;

public sealed class PartFeedTests
{
    private readonly byte[] _buffer = new byte[100];

    [Test]
    public async Task Read_PartsOutOfOrder_ComeInOrder()
    {
        PartFeed feed = new(TimeProvider.System);
        Task second = feed.AddAsync(Part(1, 3, 4, 5));
        Task first = feed.AddAsync(Part(0, 0, 1, 2));

        int count = await ReadAsync(feed);

        Assert.That(_buffer[..count], Is.EqualTo(new byte[] { 0, 1, 2, 3, 4, 5 }));
        feed.Acknowledge(6);
        await Task.WhenAll(first, second);
    }

    [Test]
    public async Task Add_UntilAcknowledged_IsNotDone()
    {
        PartFeed feed = new(TimeProvider.System);
        Task part = feed.AddAsync(Part(0, 0, 1, 2, 3));
        int first = feed.Read(_buffer.AsSpan(0, 2));
        int second = feed.Read(_buffer.AsSpan(0, 2));

        feed.Acknowledge((ulong)(first + second));
        bool isDoneByTheLater = part.IsCompleted;
        feed.Acknowledge((ulong)first);

        Assert.That(isDoneByTheLater, Is.False, "Acknowledgements may overtake each other.");
        await part;
    }

    [Test]
    public async Task Complete_AfterTheLastAcknowledgement_ReadsToTheEnd()
    {
        PartFeed feed = new(TimeProvider.System);
        Task part = feed.AddAsync(Part(0, 7));
        feed.Complete(1);
        Take(feed, 100);
        Task<int> last = Task.Run(() => feed.Read(_buffer));

        feed.Acknowledge(1);

        Assert.That(await last, Is.Zero);
        await part;
    }

    [Test]
    public async Task End_FailsWhatIsNotStored_AndReadsToTheEnd()
    {
        PartFeed feed = new(TimeProvider.System);
        Task stored = feed.AddAsync(Part(0, 1, 1));
        Task sent = feed.AddAsync(Part(1, 2, 2));
        Task waiting = feed.AddAsync(Part(5, 9, 9));
        Take(feed, 2);
        Take(feed, 2);
        feed.Acknowledge(2);

        feed.End(new InvalidDataException("end"));

        await stored;
        Assert.That(async () => await sent, Throws.TypeOf<InvalidDataException>());
        Assert.That(async () => await waiting, Throws.TypeOf<InvalidDataException>());
        Assert.That(async () => await feed.AddAsync(Part(2, 3)), Throws.TypeOf<InvalidDataException>());
        Assert.That(feed.Read(_buffer), Is.Zero);
    }

    [Test]
    public void EndAcknowledged_WhatWasRead_IsStored()
    {
        PartFeed feed = new(TimeProvider.System);
        Task read = feed.AddAsync(Part(0, 1, 1));
        Task unread = feed.AddAsync(Part(1, 2, 2));
        Take(feed, 2);

        feed.EndAcknowledged();

        Assert.That(async () => await read, Throws.Nothing);
        Assert.That(async () => await unread, Throws.TypeOf<StorageException>().With.Property(nameof(StorageException.IsTransient)).True);
    }

    [Test]
    public async Task Read_NothingIsAcknowledgedForLong_LetsTheUploadEnd()
    {
        FakeTimeProvider time = new();
        PartFeed feed = new(time);
        _ = feed.AddAsync(Part(0, 1, 1));
        Take(feed, 100);
        Task<int> next = Task.Run(() => feed.Read(_buffer));

        time.Advance(TimeSpan.FromSeconds(3));

        Assert.That(await next.WaitAsync(TimeSpan.FromSeconds(10)), Is.Zero);
    }

    // Each part of these tests is as long as those before it, so that its place tells its offset.
    private static PartContent Part(int index, params byte[] bytes) => PartContent.FromMemory(index, (long)index * bytes.Length, new ReadOnlySequence<byte>(bytes));

    private int Take(PartFeed feed, int count) => feed.Read(_buffer.AsSpan(0, count));

    private Task<int> ReadAsync(PartFeed feed) => Task.Run(() => feed.Read(_buffer));
}
