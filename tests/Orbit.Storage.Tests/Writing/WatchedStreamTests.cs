using System.Buffers;
using Orbit.Storage.Resilience;
using Orbit.Storage.Transport;
using Orbit.Storage.Writing;

namespace Orbit.Storage.Tests.Writing;

public sealed class WatchedStreamTests
{
    private readonly byte[] _bytes = WriteRig.Content(1000);

    [Test]
    public async Task ReadAsync_ByEveryOverload_TheSameBytes()
    {
        using AttemptWatch watch = Watch();
        await using Stream stream = Open(watch);
        byte[] read = new byte[1000];

        int count = stream.Read(read.AsSpan(0, 100));
        count += stream.Read(read, count, 100);
        count += await stream.ReadAsync(read.AsMemory(count, 100));
#pragma warning disable CA1835 // The overload that transports of old age use is what is tested.
        count += await stream.ReadAsync(read, count, 100, CancellationToken.None);
        count += await stream.ReadAsync(read, count, 600, CancellationToken.None);
#pragma warning restore CA1835

        Assert.That(count, Is.EqualTo(1000));
        Assert.That(read, Is.EqualTo(_bytes));
        Assert.That(stream.Read(read, 0, 1), Is.Zero);
    }

    [Test]
    public void Seek_RewoundForARepeat_ReadsAgain()
    {
        using AttemptWatch watch = Watch();
        using Stream stream = Open(watch);
        stream.ReadExactly(new byte[1000]);

        stream.Position = 500;
        int next = stream.ReadByte();

        Assert.That((stream.CanSeek, stream.Length, next, stream.Position), Is.EqualTo((true, 1000L, (int)_bytes[500], 501L)));
    }

    [Test]
    public void Read_LastByteGoesOut_StoreMayHaveAll()
    {
        using AttemptWatch watch = Watch();
        using Stream stream = Open(watch);

        stream.ReadExactly(new byte[999]);
        Assert.That(watch.MayHaveArrived, Is.False);
        stream.ReadByte();
        Assert.That(watch.MayHaveArrived);
    }

    [Test]
    public async Task WriteAsync_EmptyContent_HasAnEmptyStream()
    {
        using WriteRig rig = new();
        int read = -1;
        rig.Sink.OnCall = async (call, content, token) =>
        {
            if (call == "whole")
            {
                await using Stream stream = content!.OpenStream();
                read = await stream.ReadAsync(new byte[10], token);
            }
        };

        await rig.WriteAsync([]);

        Assert.That(read, Is.Zero);
    }

    [Test]
    public void Close_TryIsOver_StreamsAreClosedAndNoneIsOpened()
    {
        using AttemptWatch watch = Watch();
        WatchedPartContent content = new(PartContent.FromMemory(0, 0, new ReadOnlySequence<byte>(_bytes)), watch);
        Stream stream = content.OpenStream();

        content.Close();

        Assert.That(stream.CanRead, Is.False);
        Assert.That(() => stream.ReadByte(), Throws.InstanceOf<ObjectDisposedException>());
        Assert.That(content.OpenStream, Throws.InstanceOf<ObjectDisposedException>());
    }

    private static AttemptWatch Watch() => new(1000, publishes: true, new DeadlineOptions(), TimeProvider.System, CancellationToken.None);

    private Stream Open(AttemptWatch watch) => new WatchedPartContent(PartContent.FromMemory(0, 0, new ReadOnlySequence<byte>(_bytes)), watch).OpenStream();
}
