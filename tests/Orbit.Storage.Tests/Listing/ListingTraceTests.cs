using System.Diagnostics;
using Orbit.Storage.Diagnostics;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Tests.Listing;

public class ListingTraceTests
{
    [Test]
    public async Task List_WholeEnumeration_IsOneActivityThatThePagesAreChildrenOf()
    {
        List<Activity> stopped = [];
        string mark = Guid.NewGuid().ToString("n");
        using ActivityListener listener = Listen(stopped, mark);
        List<string?> parents = [];
        TreeBackend tree = new TreeBackend { PageSize = 1 }.With($"{mark}/a", $"{mark}/b", $"{mark}/c");
        tree.OnPage = async (_, _, _) =>
        {
            parents.Add(Activity.Current?.OperationName);
            await Task.Yield();
            return null;
        };

        string?[] seenByTheCaller = new string?[3];
        int i = 0;
        await foreach (StorageEntry _ in tree.ListAsync(mark, new ListOptions { Prefetch = false }))
        {
            Assert.That(stopped, Is.Empty);
            seenByTheCaller[i++] = Activity.Current?.OperationName;
        }

        Assert.That(stopped, Has.Count.EqualTo(1));
        Assert.That(stopped[0].Status, Is.EqualTo(ActivityStatusCode.Unset));
        Assert.That(parents, Is.EqualTo(new[] { "list", "list", "list" }));
        Assert.That(seenByTheCaller, Is.All.Null);
        Assert.That(Activity.Current, Is.Null);
    }

    [Test]
    public async Task List_Failed_MarksTheActivity()
    {
        List<Activity> stopped = [];
        string mark = Guid.NewGuid().ToString("n");
        using ActivityListener listener = Listen(stopped, mark);
        TreeBackend tree = new() { OnPage = (_, _, _) => Task.FromException<ListPage?>(new StorageException(StorageErrorKind.PermissionDenied, "no.")) };

        await using (IAsyncEnumerator<StorageEntry> listing = tree.ListAsync(mark).GetAsyncEnumerator())
        {
            Assert.That(async () => await listing.MoveNextAsync(), Throws.TypeOf<StorageException>());
        }

        Assert.That(stopped, Has.Count.EqualTo(1));
        Assert.That(stopped[0].Status, Is.EqualTo(ActivityStatusCode.Error));
        Assert.That(stopped[0].StatusDescription, Is.EqualTo("PermissionDenied"));
    }

    // Other tests run beside this one, so only activities of its own path count.
    private static ActivityListener Listen(List<Activity> stopped, string mark)
    {
        ActivityListener listener = new()
        {
            ShouldListenTo = source => source.Name == StorageTelemetry.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (Equals(activity.GetTagItem("orbit.storage.path"), mark))
                {
                    stopped.Add(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
