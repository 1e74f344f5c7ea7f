using Microsoft.Extensions.DependencyInjection;

namespace Orbit.Storage.S3.Tests.DependencyInjection;

public sealed class S3UriTests
{
    [TestCase("s3://bucket?region=eu-central-1")]
    [TestCase("s3://bucket/some/prefix?region=eu-central-1")]
    [TestCase("s3://bucket/prefix?region=us-east-1&endpoint=https%3A%2F%2Fstore.example%3A9000&path_style=true&store=ceph")]
    [TestCase("s3://key:se%2Fcret@bucket/prefix?endpoint=http%3A%2F%2F127.0.0.1%3A1")]
    [TestCase("s3://bucket?profile=default&anonymous=false&PartSize=8388608")]
    public void Open_AProperUri_GivesABackend(string uri)
    {
        if (uri.Contains("profile=", StringComparison.Ordinal))
        {
            // Refused for the profile that is not there, and for nothing else.
            Assert.That(() => Open(uri), Throws.TypeOf<StorageException>().With.Message.Contains("CredentialsProfile 'default'"));
            return;
        }

        using StorageBackend backend = (StorageBackend)Open(uri);
        Assert.That(backend, Is.TypeOf<S3Backend>());
    }

    [TestCase("s3://bucket:9000/prefix", "does not name a bucket")]
    [TestCase("s3://bucket/prefix#part", "does not name a bucket")]
    [TestCase("s3://bucket?colour=blue", "colour is not a setting")]
    [TestCase("s3://bucket?endpoint=store", "endpoint")]
    [TestCase("s3://key:hunter2@bucket?anonymous=true", "only one can be set")]
    [TestCase("s3://key:hunter2@bucket/p#f", "does not name a bucket")]
    public void Open_AWrongUri_SaysWhatAndNoSecret(string uri, string problem) => Assert.That(
        () => Open(uri),
        Throws.TypeOf<StorageException>().With.Property(nameof(StorageException.Kind)).EqualTo(StorageErrorKind.InvalidConfiguration)
            .And.Message.Contains(problem).IgnoreCase.And.Message.Not.Contains("hunter2"));

    private static IStorageBackend Open(string uri)
    {
        ServiceCollection services = new();
        services.AddOrbitStorage().AddS3Uris();
        return services.BuildServiceProvider().GetRequiredService<IStorageBackendProvider>().Open(new Uri(uri));
    }
}
