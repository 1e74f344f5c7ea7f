using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Amazon.Runtime;
using Amazon.S3;

namespace Orbit.Storage.S3.Proofs;

/// <summary>Where the server process listens, from the environment, and the clients that are compared.</summary>
internal static class Endpoint
{
    private static Uri Address => new(Environment.GetEnvironmentVariable("PROOF_ENDPOINT") ?? throw new InvalidOperationException("PROOF_ENDPOINT is not set; use perf/s3.sh."));

    private static string AuthorityFile => Environment.GetEnvironmentVariable("PROOF_CA")!;

    public static S3BackendOptions Options(string bucket) => new()
    {
        Bucket = bucket,
        Endpoint = Address,
        CertificateAuthorityFile = AuthorityFile,
        AccessKey = Environment.GetEnvironmentVariable("AWS_ACCESS_KEY_ID"),
        SecretKey = Environment.GetEnvironmentVariable("AWS_SECRET_ACCESS_KEY"),
        Store = S3Profile.Aws,
        Concurrency = int.TryParse(Environment.GetEnvironmentVariable("PROOF_CONCURRENCY"), NumberStyles.None, CultureInfo.InvariantCulture, out int concurrency) ? concurrency : null,
    };

    public static S3Backend Backend(string bucket) => new(Options(bucket));

    /// <summary>A client of the platform's, with its defaults, that trusts the endpoint.</summary>
    public static HttpClient Bare() => new TrustingFactory(AuthorityFile, null).CreateHttpClient(new AmazonS3Config());

    /// <summary>The SDK's client as its users make it, with all its defaults.</summary>
    public static AmazonS3Client Sdk(Func<HttpMessageHandler, HttpMessageHandler>? wrap = null, Action<AmazonS3Config>? configure = null)
    {
        AmazonS3Config config = new()
        {
            ServiceURL = Address.AbsoluteUri,
            AuthenticationRegion = "us-east-1",
            ForcePathStyle = true,
            HttpClientFactory = new TrustingFactory(AuthorityFile, wrap),
        };
        configure?.Invoke(config);
        return new AmazonS3Client(new BasicAWSCredentials(Environment.GetEnvironmentVariable("AWS_ACCESS_KEY_ID"), Environment.GetEnvironmentVariable("AWS_SECRET_ACCESS_KEY")), config);
    }

    private sealed class TrustingFactory(string authorityFile, Func<HttpMessageHandler, HttpMessageHandler>? wrap) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig)
        {
            X509ChainPolicy policy = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.ImportFromPemFile(authorityFile);
            SocketsHttpHandler sockets = new() { SslOptions = { CertificateChainPolicy = policy } };
            return new HttpClient(wrap?.Invoke(sockets) ?? sockets) { Timeout = Timeout.InfiniteTimeSpan };
        }

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => true;

        public override string? GetConfigUniqueString(IClientConfig clientConfig) => null;
    }
}
