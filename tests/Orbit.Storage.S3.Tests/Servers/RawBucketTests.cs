namespace Orbit.Storage.S3.Tests.Servers;

/// <summary>The client that looks past the backend must itself see what is there.</summary>
internal sealed class RawBucketTests
{
    private static readonly string[] Keys = ["a/plain", "a b+c%20&=?#", "é/😀", "dots/../here", "new\nline", "/leading//double/"];

    [TestCase("ceph", false)]
    [TestCase("ceph", true)]
    [TestCase("ceph-tls", true)]
    [TestCase("swift", false)]
    public async Task Bucket_AnyKeys_ComeBackAndAreRemoved(string make, bool keepsVersions)
    {
        S3Server server = make switch { "ceph" => S3Server.Ceph, "ceph-tls" => S3Server.CephOverTls, _ => S3Server.Swift };
        // Swift refuses control characters.
        string[] keys = make == "swift" ? [.. Keys.Where(key => !key.Contains('\n', StringComparison.Ordinal))] : Keys;
        using RawBucket bucket = await RawBucket.CreateAsync(server, keepsVersions, CancellationToken.None);

        foreach (string key in keys)
        {
            await bucket.PutAsync(key, [1], CancellationToken.None);
            await bucket.PutAsync(key, [1, 2, 3], CancellationToken.None);
        }

        Assert.That(await bucket.ListAsync(CancellationToken.None), Is.EquivalentTo(keys));
        Assert.That(await bucket.ListUploadsAsync(CancellationToken.None), Is.Empty);
        foreach (string key in keys)
        {
            Assert.That(await bucket.GetAsync(key, CancellationToken.None), Is.EqualTo(new byte[] { 1, 2, 3 }));
        }

        await bucket.DeleteAsync(keepsVersions, CancellationToken.None);
        HttpRequestException? gone = Assert.ThrowsAsync<HttpRequestException>(() => bucket.ListAsync(CancellationToken.None));
        Assert.That(gone?.StatusCode, Is.EqualTo(System.Net.HttpStatusCode.NotFound));
    }
}
