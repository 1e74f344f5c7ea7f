using Amazon.S3;
using Moq;

namespace Orbit.Storage.S3.Tests.Options;

public sealed class S3BackendOptionsTests
{
    [Test]
    public void Validate_ABucketAlone_IsEnough() => Assert.That(new S3BackendOptions { Bucket = "b" }.Validate(), Is.Empty);

    [TestCase("", "Bucket is empty")]
    [TestCase("b/prefix", "belongs to Prefix")]
    [TestCase("b?x", "belongs to Prefix")]
    public void Validate_BucketThatIsNoName_SaysSo(string bucket, string problem) => Expect(new S3BackendOptions { Bucket = bucket }, problem);

    [TestCase("ftp://host")]
    [TestCase("https://user:word@host")]
    [TestCase("https://host/?x=1")]
    public void Validate_EndpointThatIsNone_SaysSoWithoutSecrets(string endpoint)
    {
        string[] problems = [.. new S3BackendOptions { Bucket = "b", Endpoint = new Uri(endpoint) }.Validate()];

        Assert.That(problems, Has.Length.EqualTo(1));
        Assert.That(problems[0], Does.StartWith("Endpoint").And.Not.Contain("word"));
    }

    [Test]
    public void Validate_HalfAKey_SaysSo() => Expect(new S3BackendOptions { Bucket = "b", AccessKey = "a" }, "AccessKey and SecretKey go together");

    [Test]
    public void Validate_TokenWithoutKey_SaysSo() => Expect(new S3BackendOptions { Bucket = "b", SessionToken = "t" }, "SessionToken belongs to an AccessKey");

    [Test]
    public void Validate_TwoWaysToSignIn_SaysSo() =>
        Expect(new S3BackendOptions { Bucket = "b", AccessKey = "a", SecretKey = "s", Anonymous = true }, "only one can be set");

    [Test]
    public void Validate_ClientAndKey_SaysSo() =>
        Expect(new S3BackendOptions { Bucket = "b", AccessKey = "a", SecretKey = "s", Client = Mock.Of<IAmazonS3>() }, "only one can be set");

    [TestCase(0)]
    [TestCase(1001)]
    public void Validate_PageSizeOutOfBounds_SaysSo(int size) => Expect(new S3BackendOptions { Bucket = "b", PageSize = size }, $"PageSize is {size}");

    [Test]
    public void Validate_AuthorityFileThatIsMissing_SaysSo() => Expect(new S3BackendOptions { Bucket = "b", CertificateAuthorityFile = "/no/such.pem" }, "'/no/such.pem' does not exist");

    [Test]
    public void Validate_LongPrefix_SaysSo() => Expect(new S3BackendOptions { Bucket = "b", Prefix = new string('p', 901) }, "Prefix is longer than 900 bytes");

    [Test]
    public void Validate_WhatTheStoreHasNot_SaysSo() =>
        Expect(new S3BackendOptions { Bucket = "b", Store = S3Profile.Swift, Objects = new S3WriteOptions { Tags = new Dictionary<string, string> { ["a"] = "b" } } }, "'swift' have none");

    [Test]
    public void Constructor_WrongOptions_NamesAllOfThem()
    {
        StorageException? failure = Assert.Throws<StorageException>(() => _ = new S3Backend(new S3BackendOptions { PageSize = 0, Concurrency = 0 }));

        Assert.That(failure!.Kind, Is.EqualTo(StorageErrorKind.InvalidConfiguration));
        Assert.That(failure.Message, Does.Contain("Bucket").And.Contain("PageSize").And.Contain("Concurrency"));
    }

    private static void Expect(S3BackendOptions options, string problem) => Assert.That(options.Validate(), Has.Exactly(1).Contains(problem));
}
