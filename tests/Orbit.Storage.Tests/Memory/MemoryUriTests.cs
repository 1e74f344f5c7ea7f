using Microsoft.Extensions.DependencyInjection;

namespace Orbit.Storage.Tests.Memory;

public sealed class MemoryUriTests
{
    private ServiceProvider _provider = null!;

    private IStorageBackendProvider Backends => _provider.GetRequiredService<IStorageBackendProvider>();

    [SetUp]
    public void SetUp()
    {
        ServiceCollection services = new();
        services.AddOrbitStorage();
        _provider = services.BuildServiceProvider();
    }

    [TearDown]
    public async Task TearDown() => await _provider.DisposeAsync();

    [TestCase("mem:")]
    [TestCase("mem://")]
    public async Task Open_WithoutName_GivesEachCallerAnEmptyStore(string uri)
    {
        await using IStorageBackend first = Backends.Open(uri);
        await using IStorageBackend second = Backends.Open(uri);
        await first.CreateDirectoryAsync("a");

        Assert.That(async () => await second.StatAsync("a"), Throws.InstanceOf<StorageException>().With.Property("Kind").EqualTo(StorageErrorKind.NotFound));
    }

    [Test]
    public async Task Open_SameName_SharesTheContentAlsoAfterOneIsClosed()
    {
        await using (IStorageBackend first = Backends.Open("mem://shared"))
        {
            await first.CreateDirectoryAsync("a");
        }

        await using IStorageBackend second = Backends.Open("MEM://Shared/");

        Assert.That((await second.StatAsync("a")).Kind, Is.EqualTo(StorageEntryKind.Directory));
    }

    [Test]
    public async Task Open_AfterDisposal_TheHandleIsClosed()
    {
        IStorageBackend handle = Backends.Open("mem://shared");
        await handle.DisposeAsync();

        Assert.That(() => handle.StatAsync("a"), Throws.InstanceOf<ObjectDisposedException>());
    }

    [Test]
    public async Task Open_ContainerDisposed_ClosesTheNamedStore()
    {
        IStorageBackend handle = Backends.Open("mem://shared");
        await _provider.DisposeAsync();

        Assert.That(async () => await handle.StatAsync(""), Throws.InstanceOf<ObjectDisposedException>());
    }

    [Test]
    public async Task Open_WithSettings_AreTheBackends()
    {
        await using IStorageBackend backend = Backends.Open("mem:?FlatKeys=true&BulkDeleteLimit=2");

        Assert.That(backend.Capabilities.RealDirectories, Is.False);
        Assert.That(backend.Capabilities.BulkDeleteLimit, Is.EqualTo(2));
    }

    [Test]
    public async Task Open_SameNameWithOtherSettings_IsRefused()
    {
        await using IStorageBackend first = Backends.Open("mem://shared?FlatKeys=true");

        Assert.That(() => Backends.Open("mem://shared"), Throws.InstanceOf<StorageException>().With.Property("Kind").EqualTo(StorageErrorKind.InvalidConfiguration));
    }

    [TestCase("mem://name/path")]
    [TestCase("mem:path")]
    [TestCase("mem://user:hush@name")]
    [TestCase("mem://name:80")]
    [TestCase("mem://name#part")]
    public void Open_MoreThanAName_IsRefused(string uri) =>
        Assert.That(
            () => Backends.Open(uri),
            Throws.InstanceOf<StorageException>().With.Property("Kind").EqualTo(StorageErrorKind.InvalidConfiguration).And.Message.Not.Contains("hush"));
}
