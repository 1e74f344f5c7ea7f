using Amazon.Runtime.Endpoints;
using Amazon.S3.Endpoints;
using Amazon.S3.Internal;

namespace Orbit.Storage.S3.Tests.Options;

/// <summary>The endpoint of a bucket is worked out once, and is what the SDK's own rules say.</summary>
public sealed class S3EndpointMemoryTests
{
    private static readonly string[] Keys = ["a", "a/b", "/a", "a b", "ä", "a?versionId=1", "..", "arn:aws:s3:::x", new('k', 1000)];

    [Test]
    public void ResolveEndpoint_AnyKey_IsWhatTheRulesSay([Values(null, "https://store.example:9000", "http://127.0.0.1:1")] string? endpoint, [Values] bool isPathStyle, [Values("bucket", "bucket.with.dots")] string bucket)
    {
        AmazonS3EndpointProvider rules = new();
        S3EndpointMemory memory = new(rules);

        foreach (string key in Keys)
        {
            S3EndpointParameters Asked() => new() { Bucket = bucket, Region = "eu-central-1", Endpoint = endpoint, ForcePathStyle = isPathStyle, Key = key, Prefix = key, CopySource = key };
            Endpoint expected = rules.ResolveEndpoint(Asked()), actual = memory.ResolveEndpoint(Asked());

            Assert.That(actual.URL, Is.EqualTo(expected.URL));
            Assert.That(SchemeOf(actual), Is.EqualTo(SchemeOf(expected)));
        }
    }

    [Test]
    public void ResolveEndpoint_SameQuestion_AsksOnceAndGivesEachItsOwn()
    {
        CountingProvider rules = new();
        S3EndpointMemory memory = new(rules);

        Endpoint first = memory.ResolveEndpoint(new S3EndpointParameters { Bucket = "bucket", Key = "a" });
        first.URL += "/";
        Endpoint second = memory.ResolveEndpoint(new S3EndpointParameters { Bucket = "bucket", Key = "b" });

        Assert.That(rules.Count, Is.EqualTo(1));
        Assert.That(second.URL, Is.EqualTo("https://bucket"));
    }

    [Test]
    public void ResolveEndpoint_OtherQuestion_AsksAnew()
    {
        CountingProvider rules = new();
        S3EndpointMemory memory = new(rules);
        S3EndpointParameters[] questions =
        [
            new() { Bucket = "a" }, new() { Bucket = "b" }, new() { Bucket = "b", Region = "r" }, new() { Bucket = "b", Endpoint = "https://e" }, new() { Bucket = "b", ForcePathStyle = true },
            new() { Bucket = "b", ForcePathStyle = false }, new() { Bucket = "b", UseS3ExpressControlEndpoint = true }, new() { Bucket = "b", DisableS3ExpressSessionAuth = true },
            new() { Bucket = "b", UseFIPS = true }, new() { Bucket = "b", UseDualStack = true }, new() { Bucket = "b", Accelerate = true }, new() { Bucket = "b", UseGlobalEndpoint = true },
            new() { Bucket = "b", UseArnRegion = true }, new() { Bucket = "b", DisableMultiRegionAccessPoints = true }, new() { Bucket = "b", DisableAccessPoints = true },
            new() { Bucket = "b", UseObjectLambdaEndpoint = true },
        ];

        foreach (S3EndpointParameters question in questions)
        {
            Assert.That(memory.ResolveEndpoint(question).URL, Is.EqualTo($"https://{question.Bucket}"));
        }

        Assert.That(rules.Count, Is.EqualTo(questions.Length));
    }

    private static string? SchemeOf(Endpoint endpoint) =>
        endpoint.Attributes?["authSchemes"] is IEnumerable<object> schemes ? string.Join(' ', schemes.Cast<PropertyBag>().Select(scheme => $"{scheme["name"]} {scheme["signingName"]} {scheme["signingRegion"]}")) : null;

    private sealed class CountingProvider : IEndpointProvider
    {
        public int Count { get; private set; }

        public Endpoint ResolveEndpoint(EndpointParameters parameters)
        {
            Count++;
            return new Endpoint("https://" + ((S3EndpointParameters)parameters).Bucket);
        }
    }
}
