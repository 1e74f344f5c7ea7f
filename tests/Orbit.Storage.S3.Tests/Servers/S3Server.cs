using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Orbit.Storage.S3.Tests.Servers;

/// <summary>A real server that the test script has started, or that a developer has: where it is, and who may ask.</summary>
internal sealed class S3Server
{
    private S3Server(string variables, string endpoint)
    {
        Endpoint = new Uri(endpoint);
        AccessKey = Require(variables + "_KEY");
        SecretKey = Require(variables + "_SECRET");
        Domain = Environment.GetEnvironmentVariable(variables + "_DOMAIN");
        Release = int.TryParse(Environment.GetEnvironmentVariable(variables + "_RELEASE"), NumberStyles.None, CultureInfo.InvariantCulture, out int release) ? release : 0;
        AuthorityFile = Endpoint.Scheme == Uri.UriSchemeHttps ? Require(variables + "_CA") : null;
    }

    public static S3Server Ceph => new("ORBIT_TEST_S3_CEPH", Require("ORBIT_TEST_S3_CEPH"));

    public static S3Server CephOverTls => new("ORBIT_TEST_S3_CEPH", Require("ORBIT_TEST_S3_CEPH_TLS"));

    public static S3Server Swift => new("ORBIT_TEST_S3_SWIFT", Require("ORBIT_TEST_S3_SWIFT"));

    public Uri Endpoint { get; }

    public string AccessKey { get; }

    public string SecretKey { get; }

    /// <summary>The domain below which buckets are hosts, if there is one.</summary>
    public string? Domain { get; }

    /// <summary>The server's main version, or 0 where it is not said.</summary>
    public int Release { get; }

    /// <summary>The certificate that the server's own is signed with; null over http.</summary>
    public string? AuthorityFile { get; }

    public S3BackendOptions Options(string bucket, S3Profile profile) => new()
    {
        Bucket = bucket,
        Endpoint = Endpoint,
        AccessKey = AccessKey,
        SecretKey = SecretKey,
        CertificateAuthorityFile = AuthorityFile,
        Store = profile,
    };

    /// <summary>Connections of a client that has nothing in common with the backend's.</summary>
    public HttpClient Connect()
    {
        SocketsHttpHandler handler = new() { AllowAutoRedirect = false, UseCookies = false, PooledConnectionIdleTimeout = TimeSpan.FromSeconds(2) };
        if (AuthorityFile is not null)
        {
            X509ChainPolicy policy = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.ImportFromPemFile(AuthorityFile);
            handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
        }

        return new HttpClient(handler) { Timeout = TimeSpan.FromMinutes(5) };
    }

    private static string Require(string variable)
    {
        string? value = Environment.GetEnvironmentVariable(variable);
        if (string.IsNullOrEmpty(value))
        {
            Assert.Ignore($"server absent: {variable} is not set; eng/servers starts one");
        }

        return value!;
    }
}
