using Microsoft.Extensions.DependencyInjection;
using Orbit.Storage.Ssh.Tests.Servers;

namespace Orbit.Storage.Ssh.Tests.DependencyInjection;

public sealed class SshUriTests
{
    [TestCase("sftp://user:pass@host")]
    [TestCase("sftp://user:pa%2Fss@host:2222/data/archive")]
    [TestCase("sftp://user:pass@[::1]:2222/~/data?HostKeys=TrustOnFirstUse&KnownHostsFile=%2Ftmp%2Fknown")]
    [TestCase("sftp://user@host/data?password=pass&fingerprint=SHA256:ohD8VZEXGWo6Ez8GSEJQ9WpafgLFsOfLOtGGQCQo6Og&MaxConnections=2")]
    public void Open_AProperUri_GivesABackend(string uri)
    {
        using StorageBackend backend = (StorageBackend)Open(uri);

        Assert.That(backend, Is.TypeOf<SshBackend>());
    }

    [TestCase("sftp://host/data?password=hunter2", "User is empty")]
    [TestCase("sftp://user@host/data", "nothing to log in with")]
    [TestCase("sftp://user:hunter2@host/data#part", "does not name a server")]
    [TestCase("sftp://user:hunter2@host/data?colour=blue", "colour is not a setting")]
    [TestCase("sftp://user@host/data?key=%2Fno%2Fsuch", "'/no/such', which does not exist")]
    public void Open_AWrongUri_SaysWhatAndNoSecret(string uri, string problem) => Assert.That(
        () => Open(uri),
        Throws.TypeOf<StorageException>().With.Property(nameof(StorageException.Kind)).EqualTo(StorageErrorKind.InvalidConfiguration)
            .And.Message.Contains(problem).And.Message.Not.Contains("hunter2"));

    [Test]
    public async Task Open_ARealServer_ReachesIt()
    {
        string root = OpenSshServer.NewDirectory();
        string uri = $"sftp://{OpenSshServer.User}@{OpenSshServer.Host}:{OpenSshServer.Port}{root}?key={Uri.EscapeDataString(OpenSshServer.Key)}&KnownHostsFile={Uri.EscapeDataString(OpenSshServer.KnownHosts)}";
        await using IStorageBackend backend = Open(uri);

        StorageEntry entry = await backend.StatAsync(StoragePath.Root);

        Assert.That(entry.Kind, Is.EqualTo(StorageEntryKind.Directory));
    }

    private static IStorageBackend Open(string uri)
    {
        ServiceCollection services = new();
        services.AddOrbitStorage().AddSshUris();
        return services.BuildServiceProvider().GetRequiredService<IStorageBackendProvider>().Open(new Uri(uri));
    }
}
