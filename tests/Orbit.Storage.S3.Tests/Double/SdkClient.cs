using System.Security.Cryptography.X509Certificates;
using Amazon.Runtime;
using Amazon.S3;
using Orbit.Storage.S3.Double;

namespace Orbit.Storage.S3.Tests.Double;

/// <summary>The SDK's own client for an <see cref="S3Double"/>, without any of the library's code.</summary>
internal static class SdkClient
{
    public static AmazonS3Client Create(S3Double server, bool encrypted = true, string? secret = null) => new(
        new BasicAWSCredentials(server.Options.AccessKey, secret ?? server.Options.SecretKey),
        new AmazonS3Config
        {
            ServiceURL = (encrypted ? server.Https : server.Http).AbsoluteUri,
            UseHttp = !encrypted,
            AuthenticationRegion = server.Options.Region,
            ForcePathStyle = true,
            MaxErrorRetry = 0,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            HttpClientFactory = new TrustingFactory(server.CertificateAuthorityFile),
        });

    private sealed class TrustingFactory(string authorityFile) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig)
        {
            X509ChainPolicy policy = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.ImportFromPemFile(authorityFile);
            return new HttpClient(new SocketsHttpHandler { SslOptions = { CertificateChainPolicy = policy } });
        }

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => true;

        public override string? GetConfigUniqueString(IClientConfig clientConfig) => null;
    }
}
