using System.IO.Pipelines;

namespace Orbit.Storage.Tests;

public class AdmissionBoundsTests
{
    private static readonly DateTimeOffset Earliest = new(1970, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Latest = new(2106, 2, 7, 6, 28, 15, TimeSpan.Zero);

    private static readonly StorageCapabilities Bounded = new()
    {
        MaxObjectSize = 1000,
        SetLastModified = true,
        SetLastAccessed = true,
        SetCreated = true,
        EarliestTime = Earliest,
        LatestTime = Latest,
    };

    [Test]
    public void Write_LongerThanTheLargestObject_IsTooLarge()
    {
        RecordingBackend backend = new(Bounded);

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => WriteAsync(backend, new WriteOptions { ExpectedLength = 1001 }));

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.TooLarge));
        Assert.That(failure.Message, Does.Contain("1001").And.Contain("1000"));
        Assert.That(backend.Calls, Is.Empty);
        Assert.That(() => WriteAsync(backend, new WriteOptions { ExpectedLength = 1000 }), Throws.TypeOf<ReachedException>());
    }

    [Test]
    public void Times_OutsideWhatTheStoreKeeps_AreArgumentMistakes([Values(-1, 1)] int side)
    {
        RecordingBackend backend = new(Bounded);
        DateTimeOffset time = side < 0 ? Earliest.AddSeconds(-1) : Latest.AddSeconds(1);

        Assert.That(() => WriteAsync(backend, new WriteOptions { LastModified = time }), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => backend.SetAttributesAsync("a", new StorageAttributes { LastModified = time }), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => backend.SetAttributesAsync("a", new StorageAttributes { LastAccessed = time }), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => backend.SetAttributesAsync("a", new StorageAttributes { Created = time }), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(backend.Calls, Is.Empty);
    }

    [Test]
    public void Times_AtTheBounds_ReachTheStore([Values] bool isEarliest)
    {
        RecordingBackend backend = new(Bounded);

        Assert.That(() => backend.SetAttributesAsync("a", new StorageAttributes { LastModified = isEarliest ? Earliest : Latest }), Throws.TypeOf<ReachedException>());
    }

    private static Task<WriteResult> WriteAsync(RecordingBackend backend, WriteOptions options) => backend.WriteAsync("a", PipeReader.Create(new MemoryStream()), options);
}
