namespace Orbit.Storage.Ssh.Tests.Listing;

public sealed class LargeDirectoryTests : SshTest
{
    [Test]
    public async Task List_TwentyThousandEntries_ShowsEachOnce()
    {
        const int Count = 20_000;
        for (int i = 0; i < Count; i++)
        {
            File.Create(At($"file{i}")).Dispose();
        }

        HashSet<string> names = [];
        await foreach (StorageEntry entry in Backend.ListAsync("", null, Token))
        {
            Assert.That(names.Add(entry.Name), entry.Name);
        }

        Assert.That(names, Has.Count.EqualTo(Count));
        await Backend.DeleteAsync("", new DeleteOptions { Recursive = true }, Token);
        Assert.That(Directory.EnumerateFileSystemEntries(Root), Is.Empty);
    }
}
