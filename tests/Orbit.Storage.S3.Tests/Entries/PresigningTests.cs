using System.Net;
using Orbit.Storage.S3.Tests.Reading;

namespace Orbit.Storage.S3.Tests.Entries;

/// <summary>Whoever has the address needs no credentials.</summary>
public sealed class PresigningTests : DoubleFixture
{
    private static readonly HttpClient Stranger = new();

    [Test]
    public async Task Presign_WriteThenRead_WorksWithoutCredentials([Values("plain", "a b/ü+%20&?", "/lead", "//two")] string path)
    {
        Uri put = await Backend.PresignPutAsync(path, TimeSpan.FromMinutes(5), cancellationToken: Token);
        using StringContent content = new("from a stranger");
        content.Headers.ContentType = null;
        using HttpResponseMessage written = await Stranger.PutAsync(put, content, Token);
        Uri get = await Backend.PresignGetAsync(path, TimeSpan.FromMinutes(5), cancellationToken: Token);

        Assert.That(written.StatusCode, Is.EqualTo(HttpStatusCode.OK), await written.Content.ReadAsStringAsync(Token));
        Assert.That(await Stranger.GetStringAsync(get, Token), Is.EqualTo("from a stranger"));
        Assert.That(Server.KeysOf(Bucket), Is.EqualTo(new[] { path }));
    }

    [Test]
    public async Task Presign_Tampered_IsRefused()
    {
        Put("object");
        Put("secret");
        Uri get = await Backend.PresignGetAsync("object", TimeSpan.FromMinutes(5), cancellationToken: Token);

        using HttpResponseMessage answer = await Stranger.GetAsync(new Uri(get.AbsoluteUri.Replace("/object?", "/secret?", StringComparison.Ordinal)), Token);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test]
    public void Presign_ValidityOutOfBounds_IsRefused([Values(0, 0.5, 604_801)] double seconds) =>
        Assert.That(() => Backend.PresignGetAsync("object", TimeSpan.FromSeconds(seconds)), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [Test]
    public async Task Presign_WithNothingToSignWith_IsUnsupported()
    {
        Open(options => (options.AccessKey, options.SecretKey, options.Anonymous) = (null, null, true));

        await FailsAsync(() => Backend.PresignGetAsync("object", TimeSpan.FromMinutes(1), cancellationToken: Token), StorageErrorKind.Unsupported);
    }
}
