using Orbit.Storage.Smb.Tests.Servers;

namespace Orbit.Storage.Smb.Tests.Integration;

public sealed class SweepTests
{
    [Test]
    public async Task Sweep_StaleTemporaries_AreRemovedAndNothingElse()
    {
        SmbBackendOptions options = SambaServer.NewOptions();
        string root = Path.Combine(SambaServer.Root, options.Root);
        await using SmbBackend backend = new(options);
        await backend.WriteTextAsync("deep/er/file", "content");
        string stale = Path.Combine(root, "deep/er", TemporaryName.Create());
        string young = Path.Combine(root, "deep", TemporaryName.Create());
        await File.WriteAllTextAsync(stale, "12345");
        await File.WriteAllTextAsync(young, "12345");
        File.SetLastWriteTimeUtc(stale, DateTime.UnixEpoch.AddYears(40));

        SweepResult result = await backend.SweepAsync(TimeSpan.FromHours(1));

        Assert.That((result.Count, result.Bytes), Is.EqualTo((1L, 5L)));
        Assert.That((File.Exists(stale), File.Exists(young), File.Exists(Path.Combine(root, "deep/er/file"))), Is.EqualTo((false, true, true)));
    }
}
