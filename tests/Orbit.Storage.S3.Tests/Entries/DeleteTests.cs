using Orbit.Storage.S3.Double;
using Orbit.Storage.S3.Tests.Reading;

namespace Orbit.Storage.S3.Tests.Entries;

/// <summary>Objects go one by one, a thousand at a time, or with all that is below.</summary>
public sealed class DeleteTests : DoubleFixture
{
    [Test]
    public async Task DeleteMany_ThousandAndOne_AreTwoRequests()
    {
        StoragePath[] paths = [.. Enumerable.Range(0, 1001).Select(i => (StoragePath)$"key {i} & <é>")];
        Array.ForEach(paths, path => Put(path.Value));

        List<DeleteResult> results = await DeleteManyAsync(paths);

        Assert.That(results.Select(result => result.Path), Is.EqualTo(paths));
        Assert.That(results.Select(result => result.Error), Is.All.Null);
        Assert.That(Server.KeysOf(Bucket), Is.Empty);
        Assert.That(Server.Requests.Count("DeleteObjects"), Is.EqualTo(2));
    }

    [Test]
    public async Task DeleteMany_SomeRefused_SaysWhichAndWhy()
    {
        StoragePath[] paths = ["a", "b", "missing", "c", "b"];
        Array.ForEach(paths, path => Put(path.Value));
        Server.DeleteFault = key => key == "b" ? "AccessDenied" : null;

        List<DeleteResult> results = await DeleteManyAsync(paths);

        Assert.That(results.Select(result => result.Error?.Kind), Is.EqualTo(new StorageErrorKind?[] { null, StorageErrorKind.PermissionDenied, null, null, StorageErrorKind.PermissionDenied }));
        Assert.That(Server.KeysOf(Bucket), Is.EqualTo(new[] { "b" }));
    }

    [Test]
    public async Task DeleteMany_SomeFailForAMoment_AreSentAgain()
    {
        int refusals = 2;
        Server.DeleteFault = key => key == "b" && refusals-- > 0 ? "InternalError" : null;
        Put("a");
        Put("b");

        List<DeleteResult> results = await DeleteManyAsync(["a", "b"]);

        Assert.That(results.Select(result => result.Error), Is.All.Null);
        Assert.That(Server.KeysOf(Bucket), Is.Empty);
        Assert.That(Server.Requests.Count("DeleteObjects"), Is.EqualTo(3));
    }

    [Test]
    public async Task DeleteMany_ErrorInsideA200_IsNotTakenForSuccess()
    {
        Server.Faults.Add("DeleteObjects", new Fault { ErrorInside200 = true });
        Put("a");

        List<DeleteResult> results = await DeleteManyAsync(["a"]);

        Assert.That(results[0].Error, Is.Null);
        Assert.That(Server.KeysOf(Bucket), Is.Empty);
    }

    [Test]
    public async Task Delete_Recursive_TakesWholeSegmentsAlone([Values(1, 2, 1000)] int bulkLimit)
    {
        Open(options => options.Store = new S3Profile { Name = "small", BulkDeleteLimit = bulkLimit });
        Array.ForEach(["a", "a/b", "a/c", "a/d/e", "a//f", "ab", "a.b", "b/a"], key => Put(key));

        await Backend.DeleteAsync("a", new DeleteOptions { Recursive = true }, Token);

        Assert.That(Server.KeysOf(Bucket), Is.EqualTo(new[] { "a.b", "ab", "b/a" }));
    }

    private async Task<List<DeleteResult>> DeleteManyAsync(IEnumerable<StoragePath> paths)
    {
        List<DeleteResult> results = [];
        await foreach (DeleteResult result in Backend.DeleteManyAsync(ToAsync(paths), Token))
        {
            results.Add(result);
        }

        return results;
    }

    private static async IAsyncEnumerable<StoragePath> ToAsync(IEnumerable<StoragePath> paths)
    {
        foreach (StoragePath path in paths)
        {
            await Task.Yield();
            yield return path;
        }
    }
}
