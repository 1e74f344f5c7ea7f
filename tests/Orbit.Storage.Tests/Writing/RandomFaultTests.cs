using Orbit.Storage.Resilience;

namespace Orbit.Storage.Tests.Writing;

public sealed class RandomFaultTests
{
    private const int P = WriteRig.PartSize;

    [Test]
    public async Task WriteAsync_AnyCallFailsAtRandom_WholeContentOrTheFirstFailure([Range(1, 60)] int seed)
    {
        Random random = new(seed);
        object gate = new();
        using WriteRig rig = new(retry: new RetryOptions { BaseDelay = TimeSpan.Zero, MaxDelay = TimeSpan.Zero, MaxAttempts = 3 }) { Sink = { GivesReceipts = seed % 2 == 0 } };
        byte[] content = WriteRig.Content(random.Next(10 * P), seed);
        int delays = random.Next(3);
        rig.Sink.OnCall = async (call, _, token) =>
        {
            int dice;
            lock (gate)
            {
                dice = random.Next(100);
            }

            if (dice < 30 * delays)
            {
                await Task.Delay(dice % 5, token);
            }

            if (dice >= 92)
            {
                bool isTransient = dice < 98;
                throw new TransportException(isTransient, $"{call} failed.");
            }
        };
        RecordingSource source = WriteRig.Source(content);

        StorageException? failure = null;
        try
        {
            WriteResult result = await rig.WriteAsync(source, new WriteOptions { ExpectedLength = seed % 3 == 0 ? content.Length : null });
            Assert.That(result.Size, Is.EqualTo(content.Length));
            Assert.That(rig.Sink.Published!.AsSpan().SequenceEqual(content));
            Assert.That(rig.Sink.Calls, Has.No.Member("abort"));
        }
        catch (StorageException thrown)
        {
            failure = thrown;
            Assert.That(thrown.Message, Does.Contain("stub: cannot write 'object'"));
            Assert.That(thrown.Kind, Is.EqualTo(StorageErrorKind.PermissionDenied).Or.EqualTo(StorageErrorKind.Network));
            Assert.That(thrown.InnerException, Is.InstanceOf<TransportException>());
            Assert.That(rig.Sink.Published, Is.Null);
            Assert.That(rig.Sink.Calls.Count(call => call == "abort"), Is.EqualTo(1));
        }

        Assert.That(rig.Sink.Calls[^1], Is.EqualTo("dispose"));
        Assert.That(await source.Completed.WaitAsync(TimeSpan.FromSeconds(5)), Is.SameAs(failure));
        Assert.That(source.Completions, Is.EqualTo(1));
        rig.AssertNothingHeld();
    }

    [Test]
    public async Task WriteAsync_PartFailsAndIsRepeated_SameNumberSameBytes()
    {
        using WriteRig rig = new(new StorageCapabilities { PartChecksums = true });
        byte[] content = WriteRig.Content(3 * P);
        List<(int, uint?)> tries = [];
        rig.Sink.OnCall = (call, part, _) =>
        {
            if (call == "part 1")
            {
                tries.Add((part!.Index, part.Crc32));
                byte[] bytes = new byte[P];
                using Stream stream = part.OpenStream();
                stream.ReadExactly(bytes);
                Assert.That(bytes.AsSpan().SequenceEqual(content.AsSpan(P, P)));
                if (tries.Count < 4)
                {
                    throw new TransportException(isTransient: true);
                }
            }

            return Task.CompletedTask;
        };

        await rig.WriteAsync(content);

        uint crc = System.IO.Hashing.Crc32.HashToUInt32(content.AsSpan(P, P));
        Assert.That(tries, Is.EqualTo(Enumerable.Repeat((1, (uint?)crc), 4)));
        Assert.That(rig.Sink.Published!.AsSpan().SequenceEqual(content));
    }

    [Test]
    public void WriteAsync_AbortFailsToo_TheFirstFailureIsSeen()
    {
        using WriteRig rig = new();
        rig.Sink.OnCall = (call, _, _) => call switch
        {
            "part 1" => throw new TransportException(isTransient: false, "first."),
            "abort" or "dispose" => throw new TransportException(isTransient: false, "later."),
            _ => Task.CompletedTask,
        };

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => rig.WriteAsync(WriteRig.Content(5 * P)))!;

        Assert.That(failure.Message, Does.Contain("first."));
        rig.AssertUntouched();
    }

    [Test]
    public void WriteAsync_OnePartFails_OthersAreCancelledAndAwaitedBeforeTheAbort()
    {
        using WriteRig rig = new();
        int underWayAtAbort = -1;
        int cancelled = 0;
        rig.Sink.OnCall = async (call, _, token) =>
        {
            switch (call)
            {
                case "part 3":
                    throw new TransportException(isTransient: false);
                case "abort":
                    underWayAtAbort = rig.Sink.UnderWay;
                    Assert.That(token.IsCancellationRequested, Is.False);
                    break;
                case "part 0" or "part 1" or "part 2":
                    try
                    {
                        await Task.Delay(Timeout.Infinite, token);
                    }
                    finally
                    {
                        Interlocked.Increment(ref cancelled);
                    }

                    break;
            }
        };

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => rig.WriteAsync(WriteRig.Content(9 * P)))!;

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.PermissionDenied));
        Assert.That((cancelled, underWayAtAbort), Is.EqualTo((3, 0)));
        rig.AssertUntouched();
    }
}
