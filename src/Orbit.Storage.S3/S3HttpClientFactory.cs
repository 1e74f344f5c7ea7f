using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Amazon.Runtime;

namespace Orbit.Storage.S3;

/// <summary>Gives the SDK its connections: with a deadline to connect, idle ones dropped before the store drops them, and addresses looked up anew.</summary>
internal sealed class S3HttpClientFactory(S3BackendOptions options) : HttpClientFactory
{
    // Amazon S3 closes idle connections after about five seconds; a request on one that is being closed fails.
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(CreateHandler(Connect())) { Timeout = Timeout.InfiniteTimeSpan };

    // One client for each backend, which owns it.
    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => true;

    public override string? GetConfigUniqueString(IClientConfig clientConfig) => null;

    /// <summary>What lies between the SDK and the connections.</summary>
    internal static HttpMessageHandler CreateHandler(SocketsHttpHandler sockets) => new S3ExpectHandler(sockets);

    /// <summary>Makes the connections' own handler.</summary>
    internal SocketsHttpHandler Connect()
    {
        SocketsHttpHandler sockets = new()
        {
            ConnectTimeout = options.Deadlines.Connect,
            PooledConnectionIdleTimeout = IdleTimeout,
            PooledConnectionLifetime = Lifetime,
            AllowAutoRedirect = false,
            UseCookies = false,
        };
        if (options.CertificateAuthorityFile is { } file)
        {
            X509Certificate2Collection authorities = [];
            authorities.ImportFromPemFile(file);
            sockets.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, errors) => IsTrusted(certificate, errors, authorities);
        }

        return sockets;
    }

    private static bool IsTrusted(X509Certificate? certificate, SslPolicyErrors errors, X509Certificate2Collection authorities)
    {
        if (errors == SslPolicyErrors.None)
        {
            return true;
        }

        if (errors != SslPolicyErrors.RemoteCertificateChainErrors || certificate is not X509Certificate2 server)
        {
            return false;
        }

        using X509Chain chain = new();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(server);
    }
}
