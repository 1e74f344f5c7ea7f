using System.Security.Cryptography;
using Orbit.Storage.S3.Double;
using Orbit.Storage.S3.Double.Content;

namespace Orbit.Storage.S3.Tests.Double;

/// <summary>The double refuses what S3 refuses, so that no fault of a client passes.</summary>
internal sealed class StrictnessTests
{
    private static readonly byte[] Body = "content"u8.ToArray();

    [Test]
    public async Task Signature_OfAnotherSecret_IsRefused() =>
        await ExpectAsync("SignatureDoesNotMatch", server => new WireClient(server) { Secret = "wrong" });

    [Test]
    public async Task Signature_ForAnotherRegion_IsRefused() =>
        await ExpectAsync("AuthorizationHeaderMalformed", server => new WireClient(server) { Region = "eu-central-1" });

    [Test]
    public async Task Signature_OfAnHourAgo_IsRefused() =>
        await ExpectAsync("RequestTimeTooSkewed", server => new WireClient(server) { Skew = TimeSpan.FromHours(-1) });

    [Test]
    public async Task Signature_OfAnotherTarget_IsRefused() =>
        await ExpectAsync("SignatureDoesNotMatch", change: request => request.RequestUri = new Uri(request.RequestUri!, "/bucket/other"));

    [Test]
    public async Task Signature_Missing_IsRefused() =>
        await ExpectAsync("AccessDenied", change: request => request.Headers.Authorization = null);

    [Test]
    public async Task OwnHeader_NotSigned_IsRefused() =>
        await ExpectAsync("AccessDenied", change: request => request.Headers.Add("x-amz-meta-smuggled", "in"));

    [Test]
    public async Task Body_OfAnotherHash_IsRefused() =>
        await ExpectAsync("XAmzContentSHA256Mismatch", payload: Convert.ToHexStringLower(SHA256.HashData([])));

    [Test]
    public async Task UnsignedPayload_OverHttp_IsRefused() =>
        await ExpectAsync("InvalidRequest", payload: "UNSIGNED-PAYLOAD", encrypted: false);

    [Test]
    public async Task AwsChunked_UnlessAllowed_IsRefused() =>
        await ExpectAsync("NotImplemented", payload: "STREAMING-UNSIGNED-PAYLOAD-TRAILER");

    [Test]
    public async Task Checksum_Wrong_IsRefused() =>
        await ExpectAsync("BadDigest", headers: new() { ["x-amz-checksum-crc32"] = Crc32.ToBase64(1) });

    [Test]
    public async Task Md5_Wrong_IsRefused() =>
        await ExpectAsync("BadDigest", headers: new() { ["content-md5"] = Convert.ToBase64String(new byte[16]) });

    [Test]
    public async Task ChecksumAlgorithm_WithoutChecksum_IsRefused() =>
        await ExpectAsync("InvalidRequest", headers: new() { ["x-amz-sdk-checksum-algorithm"] = "CRC32" });

    [Test]
    public async Task Length_NotStated_IsRefused() =>
        await ExpectAsync("MissingContentLength", change: request => request.Headers.TransferEncodingChunked = true);

    [Test]
    public async Task Everything_Right_IsTaken()
    {
        await using S3Double server = await S3Double.StartAsync();
        server.CreateBucket("bucket");
        using WireClient client = new(server);

        var put = await client.SendAsync(HttpMethod.Put, "/bucket/key%20%2B1", Body, new Dictionary<string, string> { ["x-amz-checksum-crc32"] = Crc32.ToBase64(Crc32.Append(0, Body)) });

        Assert.That(put.Status, Is.EqualTo(200));
        Assert.That(server.KeysOf("bucket"), Is.EqualTo(new[] { "key +1" }));
    }

    private static async Task ExpectAsync(
        string code,
        Func<S3Double, WireClient>? make = null,
        Dictionary<string, string>? headers = null,
        bool encrypted = true,
        string? payload = null,
        Action<HttpRequestMessage>? change = null)
    {
        await using S3Double server = await S3Double.StartAsync();
        server.CreateBucket("bucket");
        using WireClient client = make?.Invoke(server) ?? new WireClient(server);

        var answer = await client.SendAsync(HttpMethod.Put, "/bucket/key", Body, headers, encrypted, payload, change);

        Assert.That(answer.Code, Is.EqualTo(code));
        Assert.That(server.KeysOf("bucket"), Is.Empty);
    }
}
