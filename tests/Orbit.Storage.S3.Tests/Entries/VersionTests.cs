using Orbit.Storage.S3.Double;
using Orbit.Storage.S3.Tests.Reading;

namespace Orbit.Storage.S3.Tests.Entries;

/// <summary>Versions are listed, read, deleted and made the latest again.</summary>
public sealed class VersionTests : DoubleFixture
{
    [Test]
    public async Task ListVersions_Object_ShowsItsVersionsAndMarksAndNobodyElses([Values(1, 2, 1000)] int pageSize)
    {
        OpenVersioned(pageSize);
        Array.ForEach(["a b", "a b/c", "a bc", "z"], key => Put(key, "one"));
        Put("a b", "second");
        await Backend.DeleteAsync("a b", null, Token);

        List<S3ObjectVersion> versions = await ListAsync("a b");

        Assert.That(
            versions.Select(version => (version.Path.Value, version.IsLatest, version.IsDeleteMarker, version.Size)),
            Is.EqualTo(new (string, bool, bool, long?)[] { ("a b", true, true, null), ("a b", false, false, 6), ("a b", false, false, 3), ("a b/c", true, false, 3) }));
        Assert.That((await ListAsync("")).Count, Is.EqualTo(6));
    }

    [Test]
    public async Task RestoreVersion_OfADeletedObject_BringsItsContentBack()
    {
        OpenVersioned();
        Put("object", "one");
        Put("object", "second");
        await Backend.DeleteAsync("object", null, Token);
        S3ObjectVersion first = (await ListAsync("object"))[^1];

        await Backend.RestoreVersionAsync("object", first.VersionId, Token);

        Assert.That(await ReadAsync("object"), Is.EqualTo("one"));
        Assert.That(await ReadAsync("object", new ReadOptions { VersionId = first.VersionId }), Is.EqualTo("one"));
        Assert.That(await ListAsync("object"), Has.Count.EqualTo(4));
    }

    [Test]
    public async Task Delete_Version_IsForGood()
    {
        OpenVersioned();
        Put("object", "one");
        Put("object", "second");
        string latest = (await ListAsync("object"))[0].VersionId;

        await Backend.DeleteAsync("object", new DeleteOptions { VersionId = latest }, Token);

        Assert.That(await ReadAsync("object"), Is.EqualTo("one"));
        await FailsAsync(() => ReadAsync("object", new ReadOptions { VersionId = latest }), StorageErrorKind.NotFound);
    }

    [Test]
    public async Task Versions_WhereNoneAreKept_AreRefusedBeforeAnyRequest()
    {
        Open(options => options.Store = S3Profile.Ceph);

        await FailsAsync(() => ListAsync(""), StorageErrorKind.Unsupported);
        await FailsAsync(() => Backend.RestoreVersionAsync("object", "1", Token), StorageErrorKind.Unsupported);
        await FailsAsync(() => ReadAsync("object", new ReadOptions { VersionId = "1" }), StorageErrorKind.Unsupported);
        Assert.That(Server.Requests.Total, Is.Zero);
    }

    private void OpenVersioned(int pageSize = 1000)
    {
        Server.CreateBucket(Bucket, new BucketOptions { IsVersioned = true });
        Open(options => (options.Versions, options.PageSize) = (true, pageSize));
    }

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
