namespace Orbit.Storage.Tests.Writing;

public sealed class SpoolTests
{
    private const int MiB = 1 << 20;
    private readonly string _directory = Directory.CreateTempSubdirectory("spool-").FullName;

    [TearDown]
    public void RemoveDirectory() => Directory.Delete(_directory, recursive: true);

    [Test]
    public async Task WriteAsync_PartsBeyondTheBudget_GoThroughTheDiskWithinIt([Values] bool isKnown, [Values(1, 3)] int concurrency)
    {
        using WriteRig rig = new(new StorageCapabilities { PartChecksums = true }, capacity: 2 * MiB);
        byte[] content = WriteRig.Content((11 * MiB) + 5);
        int inMemory = 0;
        rig.Sink.OnCall = (_, part, _) =>
        {
            inMemory += part?.TryGetMemory(out _) == true ? 1 : 0;
            Assert.That(part?.Crc32, Is.EqualTo(part is null ? null : (uint?)System.IO.Hashing.Crc32.HashToUInt32(content.AsSpan((int)part.Offset, (int)part.Length))));
            return Task.CompletedTask;
        };

        await rig.WriteAsync(content, Options(4 * MiB, isKnown ? content.Length : null, concurrency));

        Assert.That(rig.Sink.PartSizes, Is.EqualTo(new[] { 4 * MiB, 4 * MiB, (3 * MiB) + 5 }));
        Assert.That(inMemory, Is.Zero);
        Assert.That(rig.Sink.Published!.AsSpan().SequenceEqual(content));
        Assert.That(rig.Memory.PeakReserved, Is.LessThanOrEqualTo(2 * MiB));
        AssertNothingLeft(rig);
    }

    [Test]
    public async Task WriteAsync_PartPlannedForTheDiskTurnsOutSmall_NeverReachesIt([Values(0, 100, MiB - 1)] int length)
    {
        using WriteRig rig = new(capacity: 2 * MiB);
        byte[] content = WriteRig.Content(length);

        await rig.WriteAsync(content, Options(4 * MiB, null, 2, Path.Combine(_directory, "missing")));

        Assert.That(rig.Sink.Published!.AsSpan().SequenceEqual(content));
    }

    [Test]
    public void WriteAsync_SpooledPartFailsAndIsRepeated_SameBytes()
    {
        using WriteRig rig = new(capacity: 2 * MiB);
        byte[] content = WriteRig.Content(9 * MiB);
        int tries = 0;
        rig.Sink.OnCall = async (call, part, token) =>
        {
            if (call == "part 1" && tries++ < 2)
            {
                await using Stream stream = part!.OpenStream();
                await stream.ReadExactlyAsync(new byte[1000], token);
                throw new TransportException(isTransient: true);
            }
        };

        Assert.That(async () => await rig.WriteAsync(content, Options(4 * MiB, null, 2)), Throws.Nothing);
        Assert.That(rig.Sink.Published!.AsSpan().SequenceEqual(content));
        AssertNothingLeft(rig);
    }

    [Test]
    public void WriteAsync_CancelledWhilePartsAreSpooled_NothingIsLeft()
    {
        using WriteRig rig = new(capacity: 2 * MiB);
        using CancellationTokenSource cancel = new();
        rig.Sink.OnCall = async (call, _, token) =>
        {
            if (call == "part 1")
            {
                await cancel.CancelAsync();
                await Task.Delay(Timeout.Infinite, token);
            }
        };

        Assert.CatchAsync<OperationCanceledException>(() => rig.WriteAsync(WriteRig.Content(20 * MiB), Options(4 * MiB, null, 2), cancel.Token));

        rig.AssertUntouched();
        AssertNothingLeft(rig);
    }

    [Test]
    public void WriteAsync_SpoolDirectoryIsMissing_NamesItAndTheOption()
    {
        using WriteRig rig = new(capacity: 2 * MiB);
        string missing = Path.Combine(_directory, "missing");

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => rig.WriteAsync(WriteRig.Content(9 * MiB), Options(4 * MiB, null, 2, missing)))!;

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.InvalidConfiguration));
        Assert.That(failure.Message, Does.Contain(missing).And.Contain("SpoolDirectory"));
        rig.AssertUntouched();
    }

    [Test]
    [Platform(Include = "Linux")]
    public void WriteAsync_SpoolDiskIsFull_QuotaExceededNamesTheDirectory()
    {
        // Writing to /dev/full fails with ENOSPC, which is how a full disk answers.
        IOException full = Assert.Throws<IOException>(static () =>
        {
            using FileStream device = new("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            device.Write(new byte[10]);
        })!;

        StorageException failure = Orbit.Storage.Writing.SpoolFailure.Describe(full, "/spool");

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.QuotaExceeded));
        Assert.That(failure.Message, Does.Contain("'/spool'").And.Contain("SpoolDirectory"));
    }

    [Test]
    [Platform(Exclude = "Win")]
    public async Task WriteAsync_PartIsOnDisk_NoNameLeadsToIt()
    {
        using WriteRig rig = new(capacity: 2 * MiB);
        string[] seen = ["not looked"];
        rig.Sink.OnCall = (call, _, _) =>
        {
            seen = call == "part 0" ? Directory.GetFiles(_directory) : seen;
            return Task.CompletedTask;
        };

        await rig.WriteAsync(WriteRig.Content(9 * MiB), Options(4 * MiB, null, 1));

        Assert.That(seen, Is.Empty);
    }

    private WriteOptions Options(int partSize, long? length, int concurrency, string? directory = null) => new()
    {
        ExpectedLength = length,
        Transfer = new TransferOptions { PartSize = partSize, Concurrency = concurrency, SpoolDirectory = directory ?? _directory },
    };

    private void AssertNothingLeft(WriteRig rig)
    {
        Assert.That(Directory.GetFileSystemEntries(_directory), Is.Empty);
        rig.AssertNothingHeld();
    }
}
