using Microsoft.Extensions.DependencyInjection;
using Orbit.Storage.Smb.Tests.Servers;

namespace Orbit.Storage.Smb.Tests.DependencyInjection;

public sealed class SmbUriTests
{
    [TestCase("smb://user:pass@host/share")]
    [TestCase("smb://domain;user:pa%2Fss@host:4450/share/a/b?encryption=required")]
    [TestCase("smb://user@[::1]/share?password=pass&signing=ServerDecides&MaxVersion=Smb302")]
    [TestCase("smb://host/share?logon=guest")]
    public void Open_AProperUri_GivesABackend(string uri)
    {
        using StorageBackend backend = (StorageBackend)Open(uri);

        Assert.That(backend, Is.TypeOf<SmbBackend>());
    }

    [TestCase("smb://user:hunter2@host", "does not name a server and a share")]
    [TestCase("smb://host/share?password=hunter2", "User and Password")]
    [TestCase("smb://user:hunter2@host/share#part", "does not name a server")]
    [TestCase("smb://user:hunter2@host/share?colour=blue", "colour is not a setting")]
    [TestCase("smb://user:hunter2@host/share/CON/x", "names a device")]
    public void Open_AWrongUri_SaysWhatAndNoSecret(string uri, string problem) => Assert.That(
        () => Open(uri),
        Throws.TypeOf<StorageException>().With.Property(nameof(StorageException.Kind)).EqualTo(StorageErrorKind.InvalidConfiguration)
            .And.Message.Contains(problem).And.Message.Not.Contains("hunter2"));

    [Test]
    public async Task Open_ARealServer_ReachesIt()
    {
        string root = SambaServer.NewDirectory();
        await using IStorageBackend backend = Open($"smb://{SambaServer.User}:{SambaServer.Password}@{SambaServer.Host}:{SambaServer.Port()}/data/{root}?encryption=required");

        StorageEntry entry = await backend.StatAsync(StoragePath.Root);

        Assert.That(entry.Kind, Is.EqualTo(StorageEntryKind.Directory));
    }

    private static IStorageBackend Open(string uri)
    {
        ServiceCollection services = new();
        services.AddOrbitStorage().AddSmbUris();
        using ServiceProvider provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IStorageBackendProvider>().Open(uri);
    }
}
