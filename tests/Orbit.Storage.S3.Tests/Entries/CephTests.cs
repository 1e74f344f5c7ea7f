using Orbit.Storage.S3.Tests.Servers;

namespace Orbit.Storage.S3.Tests.Entries;

/// <summary>Versions and presigned addresses on a real server.</summary>
[CancelAfter(60_000)]
public sealed class CephTests
{
    private const string Name = "a b%20+/ü&";

    private RawBucket? _bucket;
    private S3Backend? _backend;

    private static CancellationToken Token => TestContext.CurrentContext.CancellationToken;

    private S3Backend Backend => _backend!;

    [SetUp]
    public async Task StartAsync()
    {
        S3Server server = S3Server.Ceph;
        _bucket = await RawBucket.CreateAsync(server, keepsVersions: true, Token);
        S3BackendOptions options = server.Options(_bucket.Name, S3Profile.CephVersioned);
        options.Versions = true;
        options.PageSize = 2;
        _backend = new S3Backend(options);
    }

    [TearDown]
    public async Task StopAsync()
    {
        if (_backend is not null)
        {
            await _backend.DisposeAsync();
        }

        if (_bucket is not null)
        {
            await _bucket.DeleteAsync(keepsVersions: true, CancellationToken.None);
            _bucket.Dispose();
        }
    }

    [Test]
    public async Task Write_WithAConditionThatTheBucketWouldForget_IsRefused()
    {
        await using S3Backend mistaken = new(S3Server.Ceph.Options(_bucket!.Name, S3Profile.Ceph));
        await mistaken.WriteTextAsync(Name, "one", cancellationToken: Token);

        StorageException failure = Assert.ThrowsAsync<StorageException>(() => mistaken.WriteTextAsync(Name, "two", new WriteOptions { Overwrite = false }, Token))!;

        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.Unsupported));
        Assert.That(failure.Message, Does.Contain("keeps versions"));
        Assert.That(await mistaken.ReadTextAsync(Name, cancellationToken: Token), Is.EqualTo("one"));
    }

    [Test]
    public async Task Versions_OfAnObject_AreListedReadRestoredAndDeleted()
    {
        await Backend.WriteTextAsync(Name, "one", cancellationToken: Token);
        await Backend.WriteTextAsync(Name, "second", cancellationToken: Token);
        await Backend.WriteTextAsync(Name + "other", "not it", cancellationToken: Token);
        await Backend.DeleteAsync(Name, null, Token);

        List<S3ObjectVersion> versions = await ListAsync(Name);
        Assert.That(
            versions.Select(version => (version.Path.Value, version.IsLatest, version.IsDeleteMarker, version.Size)),
            Is.EqualTo(new (string, bool, bool, long?)[] { (Name, true, true, null), (Name, false, false, 6), (Name, false, false, 3) }));
        Assert.That(await ReadAsync(new ReadOptions { VersionId = versions[1].VersionId }), Is.EqualTo("second"));

        await Backend.RestoreVersionAsync(Name, versions[2].VersionId, Token);
        Assert.That(await ReadAsync(), Is.EqualTo("one"));

        await Backend.DeleteAsync(Name, new DeleteOptions { VersionId = (await ListAsync(Name))[0].VersionId }, Token);
        Assert.That((await ListAsync(Name)).Select(version => version.VersionId), Is.EqualTo(versions.Select(version => version.VersionId)));
        StorageException failure = Assert.CatchAsync<StorageException>(() => ReadAsync(new ReadOptions { VersionId = "not-a-version" }))!;
        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.NotFound), failure.Message);
    }

    [Test]
    public async Task Presign_WriteThenRead_WorksWithoutCredentials([Values(Name, "/lead")] string path)
    {
        using HttpClient stranger = new();
        using StringContent content = new("from a stranger");
        content.Headers.ContentType = null;

        using HttpResponseMessage written = await stranger.PutAsync(await Backend.PresignPutAsync(path, TimeSpan.FromMinutes(5), cancellationToken: Token), content, Token);

        Assert.That(written.IsSuccessStatusCode, Is.True, await written.Content.ReadAsStringAsync(Token));
        Assert.That(await stranger.GetStringAsync(await Backend.PresignGetAsync(path, TimeSpan.FromMinutes(5), cancellationToken: Token), Token), Is.EqualTo("from a stranger"));
        Assert.That(await Backend.ReadTextAsync(path, cancellationToken: Token), Is.EqualTo("from a stranger"));
    }

    private Task<string> ReadAsync(ReadOptions? options = null) => Backend.ReadTextAsync(Name, options: options, cancellationToken: Token);

    private async Task<List<S3ObjectVersion>> ListAsync(StoragePath path)
    {
        List<S3ObjectVersion> versions = [];
        await foreach (S3ObjectVersion version in Backend.ListVersionsAsync(path, Token))
        {
            versions.Add(version);
        }

        return versions;
    }
}
