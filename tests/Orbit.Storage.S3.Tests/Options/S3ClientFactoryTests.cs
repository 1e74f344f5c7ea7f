using Amazon.Runtime;
using Amazon.S3;

namespace Orbit.Storage.S3.Tests.Options;

public sealed class S3ClientFactoryTests
{
    [Test]
    public void Create_WithAnEndpoint_AddressesItByPathAndRetriesNothing()
    {
        using IAmazonS3 client = S3ClientFactory.Create(new S3BackendOptions { Bucket = "b", Endpoint = new Uri("http://store.example:9000"), AccessKey = "a", SecretKey = "s" });
        AmazonS3Config config = (AmazonS3Config)client.Config;

        Assert.That((config.ServiceURL, config.ForcePathStyle, config.MaxErrorRetry, config.AuthenticationRegion), Is.EqualTo(("http://store.example:9000/", true, 0, "us-east-1")));
        Assert.That(config.RequestChecksumCalculation, Is.EqualTo(RequestChecksumCalculation.WHEN_REQUIRED));
    }

    [Test]
    public void Create_InARegion_AddressesTheBucketByHostName()
    {
        using IAmazonS3 client = S3ClientFactory.Create(new S3BackendOptions { Bucket = "b", Region = "eu-central-1", Anonymous = true });
        AmazonS3Config config = (AmazonS3Config)client.Config;

        Assert.That((config.RegionEndpoint.SystemName, config.ForcePathStyle), Is.EqualTo(("eu-central-1", false)));
    }

    [Test]
    public void Create_WithAProfileThatIsMissing_NamesIt() => Assert.That(
        () => S3ClientFactory.Create(new S3BackendOptions { Bucket = "b", Region = "eu-central-1", CredentialsProfile = "no-such-profile" }),
        Throws.TypeOf<StorageException>().With.Message.Contains("'no-such-profile'").And.Property(nameof(StorageException.Kind)).EqualTo(StorageErrorKind.InvalidConfiguration));
}
