namespace Orbit.Storage.Tests.Listing;

public class ListingAllocationTests
{
    [Test]
    public async Task MoveNext_WithinAPage_NeitherSuspendsNorAllocates([Values] bool recursive, [Values] bool includeHidden)
    {
        const int Entries = 1000;
        TreeBackend tree = new TreeBackend { PageSize = Entries + 1 }.With([.. Enumerable.Range(0, Entries).Select(i => $"f{i:0000}")]);
        await using IAsyncEnumerator<StorageEntry> listing = tree.ListAsync("", new ListOptions { Recursive = recursive, IncludeHidden = includeHidden }).GetAsyncEnumerator();
        await listing.MoveNextAsync();

        long before = GC.GetAllocatedBytesForCurrentThread();
        bool hasSuspended = false;
        for (int i = 1; i < Entries; i++)
        {
            ValueTask<bool> moved = listing.MoveNextAsync();
            hasSuspended |= !moved.IsCompletedSuccessfully;
            await moved;
        }

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
        Assert.That(hasSuspended, Is.False);
    }
}
