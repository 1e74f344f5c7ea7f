namespace Orbit.Storage.Tests.Writing;

public sealed class PartLimitTests
{
    private const int KiB = 1024;

    [Test]
    public async Task WriteAsync_EightPartsOfUnequalSize_GrowsInsteadOfANinthPart()
    {
        using WriteRig rig = new(new StorageCapabilities { MaxParts = 8, MaxObjectSize = 1 << 20 });
        byte[] content = WriteRig.Content(64 * KiB);

        await rig.WriteAsync(content, OneKibibyteParts());

        Assert.That(rig.Sink.PartCount, Is.LessThanOrEqualTo(8));
        Assert.That(rig.Sink.PartSizes[0], Is.EqualTo(KiB));
        Assert.That(rig.Sink.Published!.AsSpan().SequenceEqual(content));
    }

    [Test]
    public async Task WriteAsync_EightEqualPartsAreFull_PublishesThem()
    {
        using WriteRig rig = new(new StorageCapabilities { MaxParts = 8, EqualParts = true });

        await rig.WriteAsync(WriteRig.Content(8 * KiB), OneKibibyteParts());

        Assert.That(rig.Sink.PartSizes, Has.Count.EqualTo(8).And.All.EqualTo(KiB));
    }

    [Test]
    public void WriteAsync_NinthEqualPartWouldBeNeeded_TooLargeAndAborted([Values((8 * KiB) + 1, 64 * KiB)] int length)
    {
        using WriteRig rig = new(new StorageCapabilities { MaxParts = 8, EqualParts = true });

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => rig.WriteAsync(WriteRig.Content(length), OneKibibyteParts()))!;

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.TooLarge));
        Assert.That(failure.Message, Does.Contain("ExpectedLength"));
        Assert.That(rig.Sink.Calls, Has.No.Member("part 8"));
        rig.AssertUntouched();
    }

    [Test]
    public async Task WriteAsync_KnownLengthEqualParts_EqualButTheLast()
    {
        using WriteRig rig = new(new StorageCapabilities { MaxParts = 8, EqualParts = true });

        await rig.WriteAsync(WriteRig.Content((64 * KiB) - 1), new WriteOptions { ExpectedLength = (64 * KiB) - 1, Transfer = OneKibibyteParts().Transfer });

        Assert.That(rig.Sink.PartSizes.SkipLast(1), Has.All.EqualTo(8 * KiB));
        Assert.That(rig.Sink.PartSizes, Has.Count.EqualTo(8));
    }

    private static WriteOptions OneKibibyteParts() => new() { Transfer = new TransferOptions { PartSize = KiB } };
}
