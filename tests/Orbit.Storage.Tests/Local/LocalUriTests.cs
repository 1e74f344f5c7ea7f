using Microsoft.Extensions.DependencyInjection;
using Orbit.Storage.Local;

namespace Orbit.Storage.Tests.Local;

public sealed class LocalUriTests
{
    private string _directory = "";
    private ServiceProvider _provider = null!;

    private IStorageBackendProvider Backends => _provider.GetRequiredService<IStorageBackendProvider>();

    [SetUp]
    public void SetUp()
    {
        _directory = Directory.CreateTempSubdirectory("orbit uri-").FullName;
        ServiceCollection services = new();
        services.AddOrbitStorage();
        _provider = services.BuildServiceProvider();
    }

    [TearDown]
    public async Task TearDown()
    {
        await _provider.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [Test]
    public async Task Open_FileUri_HoldsThatDirectory()
    {
        await using IStorageBackend backend = Backends.Open(new Uri(_directory));
        await backend.CreateDirectoryAsync("a");

        Assert.That(backend, Is.TypeOf<LocalBackend>());
        Assert.That(Path.Combine(_directory, "a"), Does.Exist);
    }

    [Test]
    public async Task Open_EscapedTextWithSettings_AreTheBackends()
    {
        string text = "file://" + _directory.Replace(" ", "%20", StringComparison.Ordinal) + "/new?CreateRoot=true";
        await using IStorageBackend backend = Backends.Open(text);
        await backend.CreateDirectoryAsync("a");

        Assert.That(Path.Combine(_directory, "new", "a"), Does.Exist);
    }

    [TestCase("file://server/share")]
    [TestCase("file:///srv/data#part")]
    [TestCase("file:///srv/data?Root=/etc")]
    [TestCase("file:///srv/data?Colour=red")]
    public void Open_MoreThanADirectoryHere_IsRefused(string uri) =>
        Assert.That(() => Backends.Open(uri), Throws.InstanceOf<StorageException>().With.Property("Kind").EqualTo(StorageErrorKind.InvalidConfiguration));
}
