using Microsoft.Extensions.DependencyInjection;

namespace Orbit.Storage.Tests.DependencyInjection;

public sealed class ProviderByNameTests
{
    private ServiceProvider _provider = null!;

    private IStorageBackendProvider Backends => _provider.GetRequiredService<IStorageBackendProvider>();

    [SetUp]
    public void SetUp()
    {
        ServiceCollection services = new();
        services.AddOrbitStorage().AddStub("b").AddStub("a").SetDefault("a");
        _provider = services.BuildServiceProvider();
    }

    [TearDown]
    public async Task TearDown() => await _provider.DisposeAsync();

    [Test]
    public void Names_SeveralBackends_AreInTheOrderOfRegistration() =>
        Assert.That(Backends.Names, Is.EqualTo(["b", "a"]));

    [Test]
    public void GetBackend_KnownName_GivesTheKeyedBackend() =>
        Assert.That(Backends.GetBackend("b"), Is.SameAs(_provider.GetRequiredKeyedService<IStorageBackend>("b")));

    [Test]
    public void GetBackend_UnknownName_ListsTheNames() =>
        Assert.That(() => Backends.GetBackend("B"), Throws.ArgumentException.With.Message.Contains("'B'").And.Message.Contains("'b', 'a'"));

    [Test]
    public void TryGetBackend_UnknownName_IsFalse()
    {
        bool found = Backends.TryGetBackend("c", out IStorageBackend? backend);

        Assert.That(found, Is.False);
        Assert.That(backend, Is.Null);
    }

    [Test]
    public void TryGetBackend_KnownName_IsTrue()
    {
        bool found = Backends.TryGetBackend("a", out IStorageBackend? backend);

        Assert.That(found, Is.True);
        Assert.That(backend, Is.SameAs(Backends.DefaultBackend));
    }
}
