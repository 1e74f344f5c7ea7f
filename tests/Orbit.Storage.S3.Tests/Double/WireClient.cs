using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Orbit.Storage.S3.Double;

namespace Orbit.Storage.S3.Tests.Double;

/// <summary>Signs requests by hand, so that they can be wrong in one thing alone.</summary>
internal sealed class WireClient : IDisposable
{
    private readonly S3Double _server;
    private readonly HttpClient _client;

    public WireClient(S3Double server)
    {
        _server = server;
        X509ChainPolicy policy = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(server.CertificateAuthorityFile);
        _client = new HttpClient(new SocketsHttpHandler { SslOptions = { CertificateChainPolicy = policy } });
    }

    /// <summary>The secret to sign with. Default: the right one.</summary>
    public string? Secret { get; init; }

    /// <summary>How far the clock is off.</summary>
    public TimeSpan Skew { get; init; }

    /// <summary>The region to sign for. Default: the right one.</summary>
    public string? Region { get; init; }

    /// <summary>Sends a request, and gives status and error code.</summary>
    /// <param name="method">Its method.</param>
    /// <param name="target">Path and query, encoded, the query in order.</param>
    /// <param name="body">Its body, or null.</param>
    /// <param name="headers">Further headers, which are signed where their name begins with <c>x-amz-</c>.</param>
    /// <param name="encrypted">Whether it goes over https.</param>
    /// <param name="payload">What the signature says of the payload. Default: its hash.</param>
    /// <param name="change">What happens to the request after it was signed.</param>
    public async Task<(int Status, string Code, HttpResponseMessage Answer)> SendAsync(
        HttpMethod method,
        string target,
        byte[]? body = null,
        IReadOnlyDictionary<string, string>? headers = null,
        bool encrypted = true,
        string? payload = null,
        Action<HttpRequestMessage>? change = null)
    {
        Uri address = new(encrypted ? _server.Https : _server.Http, target);
        DateTimeOffset now = DateTimeOffset.UtcNow + Skew;
        SortedDictionary<string, string> signed = new(StringComparer.Ordinal)
        {
            ["host"] = address.Authority,
            ["x-amz-content-sha256"] = payload ?? Convert.ToHexStringLower(SHA256.HashData(body ?? [])),
            ["x-amz-date"] = now.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture),
        };
        using HttpRequestMessage request = new(method, address);
        request.Content = body is null ? null : new ByteArrayContent(body);
        foreach ((string name, string value) in headers ?? new Dictionary<string, string>())
        {
            if (name == "content-md5")
            {
                request.Content!.Headers.ContentMD5 = Convert.FromBase64String(value);
                signed[name] = value;
            }
            else if (name.StartsWith("x-amz-", StringComparison.Ordinal))
            {
                signed[name] = value;
            }
            else
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }

        foreach ((string name, string value) in signed.Where(pair => pair.Key.StartsWith("x-amz-", StringComparison.Ordinal)))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        request.Headers.Authorization = new AuthenticationHeaderValue("AWS4-HMAC-SHA256", Sign(method, target, signed, now));
        change?.Invoke(request);
        HttpResponseMessage answer = await _client.SendAsync(request);
        string text = await answer.Content.ReadAsStringAsync();
        int begin = text.IndexOf("<Code>", StringComparison.Ordinal);
        return ((int)answer.StatusCode, begin < 0 ? "" : text[(begin + 6)..text.IndexOf("</Code>", StringComparison.Ordinal)], answer);
    }

    public void Dispose() => _client.Dispose();

    private string Sign(HttpMethod method, string target, SortedDictionary<string, string> signed, DateTimeOffset now)
    {
        string[] parts = target.Split('?', 2);
        string query = parts.Length == 1 ? "" : string.Join('&', parts[1].Split('&').Select(pair => pair.Contains('=') ? pair : pair + "=").Order(StringComparer.Ordinal));
        string names = string.Join(';', signed.Keys);
        string canonical = $"{method.Method}\n{parts[0]}\n{query}\n{string.Concat(signed.Select(pair => $"{pair.Key}:{pair.Value}\n"))}\n{names}\n{signed["x-amz-content-sha256"]}";
        string day = now.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        string region = Region ?? _server.Options.Region;
        string scope = $"{day}/{region}/s3/aws4_request";
        string toSign = $"AWS4-HMAC-SHA256\n{signed["x-amz-date"]}\n{scope}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        byte[] key = Encoding.UTF8.GetBytes("AWS4" + (Secret ?? _server.Options.SecretKey));
        foreach (string step in new[] { day, region, "s3", "aws4_request", toSign })
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(step));
        }

        return $"Credential={_server.Options.AccessKey}/{scope}, SignedHeaders={names}, Signature={Convert.ToHexStringLower(key)}";
    }
}
