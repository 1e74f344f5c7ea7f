using System.IO.Pipelines;

namespace Orbit.Storage.Tests.Writing;

public sealed class ContentLengthTests
{
    private const int P = WriteRig.PartSize;

    private static readonly (int, int)[] PromisedAndSent = [(0, 1), (0, P), (1, 0), (1, 2), (P, 0), (P, P - 1), (P, P + 1), (P, 2 * P), ((3 * P) + 7, (3 * P) + 6), ((3 * P) + 7, (3 * P) + 8), ((3 * P) + 7, 2 * P), ((3 * P) + 7, 5 * P)];

    [Test]
    public void WriteAsync_ShorterOrLongerThanPromised_LengthMismatchAndUntouched(
        [ValueSource(nameof(PromisedAndSent))] (int, int) lengths, [Values] bool isHeld)
    {
        (int promised, int sent) = lengths;
        using WriteRig rig = new();
        byte[] content = WriteRig.Content(sent);
        PipeReader source = isHeld ? PipeReader.Create(new System.Buffers.ReadOnlySequence<byte>(content)) : WriteRig.Source(content);

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => rig.WriteAsync(source, new WriteOptions { ExpectedLength = promised }))!;

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.LengthMismatch));
        Assert.That(failure.Message, Does.Contain($"{promised}"));
        rig.AssertUntouched(wasOpened: rig.Opened > 0);
    }

    [Test]
    public void WriteAsync_SourceWithoutEnd_StopsOneBytePastThePromise()
    {
        using WriteRig rig = new();
        RecordingSource source = WriteRig.Source(WriteRig.Content(100 * P), staysOpen: true);

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => rig.WriteAsync(source, new WriteOptions { ExpectedLength = 2 * P }))!;

        Assert.That((failure.Kind, source.Consumed), Is.EqualTo((StorageErrorKind.LengthMismatch, 2L * P)));
    }

    [Test]
    public void WriteAsync_StoreReportsAnotherSize_LengthMismatch([Values(100, 3 * P)] int length)
    {
        using WriteRig rig = new() { Sink = { ReportedSize = 99 } };

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => rig.WriteAsync(WriteRig.Content(length)))!;

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.LengthMismatch));
        Assert.That(rig.Sink.Calls, Has.No.Member("abort"), "what is published is not aborted");
        rig.AssertNothingHeld();
    }

    [Test]
    public void WriteAsync_UnknownLengthBeyondTheLargestObject_TooLarge([Values(1000, 3 * P)] int limit)
    {
        using WriteRig rig = new(new StorageCapabilities { MaxObjectSize = limit });

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => rig.WriteAsync(WriteRig.Content(limit + 1)))!;

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.TooLarge));
        rig.AssertUntouched(wasOpened: rig.Opened > 0);
    }

    [Test]
    public void WriteAsync_KnownLengthNoPlanKeepsTheLimits_TooLargeBeforeAnything()
    {
        using WriteRig rig = new(new StorageCapabilities { MaxParts = 8, MaxPartSize = P });
        RecordingSource source = WriteRig.Source(WriteRig.Content(10));

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => rig.WriteAsync(source, new WriteOptions { ExpectedLength = (8 * P) + 1 }))!;

        Assert.That((failure.Kind, rig.Opened, source.Consumed), Is.EqualTo((StorageErrorKind.TooLarge, 0, 0L)));
    }
}
