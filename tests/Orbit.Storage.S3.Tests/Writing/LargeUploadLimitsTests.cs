using Moq;
using Amazon.S3;
using Orbit.Storage.S3.Writing;

namespace Orbit.Storage.S3.Tests.Writing;

/// <summary>How the parts of large uploads are bounded in each mode.</summary>
public sealed class LargeUploadLimitsTests
{
    private const long MiB = 1 << 20;
    private const long TiB = 1L << 40;

    [Test]
    public void Direct_KeepsPartsWithinMemory()
    {
        StorageCapabilities limits = LimitsOf(S3LargeUploads.Direct, new WriteOptions());

        Assert.That((limits.MaxParts, limits.MaxPartSize), Is.EqualTo((10_000, 32 * MiB)));
    }

    [Test]
    public void Compose_ReachesTheLargestObjectWithSmallParts()
    {
        StorageCapabilities limits = LimitsOf(S3LargeUploads.Compose, new WriteOptions());
        S3Store store = Store(S3LargeUploads.Compose, S3Profile.Aws);
        ComposeShape shape = new(store);

        Assert.That(limits.MaxPartSize, Is.EqualTo(16 * MiB));
        Assert.That((limits.MaxParts * limits.MaxPartSize) - (limits.MaxParts / 5 * 8 * MiB), Is.GreaterThanOrEqualTo(5 * TiB), "A fifth of the parts has 8 MiB.");
        Assert.That(shape.Direct + ((shape.Parts - shape.Direct) / shape.GroupSize), Is.EqualTo(10_000));
        Assert.That(shape.GroupSize * limits.MaxPartSize, Is.LessThanOrEqualTo(5L << 30));
    }

    [TestCase(100L << 30, false)]
    [TestCase(5L << 40, true)]
    public void Compose_OfAKnownLength_IsForWhatDoesNotFitMemory(long length, bool composes) => Assert.That(
        ComposeShape.Fits(Store(S3LargeUploads.Compose, S3Profile.Aws), new WriteOptions { ExpectedLength = length }), Is.EqualTo(composes));

    [Test]
    public void Compose_WhereItCannotWork_IsNotTried()
    {
        Assert.That(ComposeShape.Fits(Store(S3LargeUploads.Compose, S3Profile.R2), new WriteOptions()), Is.False, "Equal parts.");
        Assert.That(ComposeShape.Fits(Store(S3LargeUploads.Compose, S3Profile.Ceph), new WriteOptions { Overwrite = false }), Is.False, "No condition at the end.");
        Assert.That(ComposeShape.Fits(Store(S3LargeUploads.Spool, S3Profile.Aws), new WriteOptions()), Is.False, "Not asked for.");
    }

    private static StorageCapabilities LimitsOf(S3LargeUploads mode, WriteOptions options)
    {
        S3Store store = Store(mode, S3Profile.Aws);
        return S3WriteRules.LimitsOf(store, new StorageCapabilities(), options);
    }

    private static S3Store Store(S3LargeUploads mode, S3Profile profile) => new()
    {
        Client = Mock.Of<IAmazonS3>(),
        Bucket = "bucket",
        Key = new S3Key("", Mock.Of<IStorageBackend>()),
        Profile = profile,
        Options = new S3BackendOptions { LargeUploads = mode },
        Time = TimeProvider.System,
    };
}
