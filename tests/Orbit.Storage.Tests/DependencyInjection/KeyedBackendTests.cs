using Microsoft.Extensions.DependencyInjection;

namespace Orbit.Storage.Tests.DependencyInjection;

public sealed class KeyedBackendTests
{
    [Test]
    public async Task Request_ByKey_GivesTheBackendOfThatNameWithItsOptions()
    {
        ServiceCollection services = new();
        services.AddOrbitStorage().AddStub("a", o => o.Address = "first").AddStub("b", o => o.Address = "second");
        await using ServiceProvider provider = services.BuildServiceProvider();

        StubBackend a = (StubBackend)provider.GetRequiredKeyedService<IStorageBackend>("a");
        StubBackend b = (StubBackend)provider.GetRequiredKeyedService<IStorageBackend>("b");

        Assert.That(a.Options.Address, Is.EqualTo("first"));
        Assert.That(b.Options.Address, Is.EqualTo("second"));
    }

    [Test]
    public async Task Request_Twice_GivesTheSameBackend()
    {
        ServiceCollection services = new();
        services.AddOrbitStorage().AddStub("a");
        await using ServiceProvider provider = services.BuildServiceProvider();
        await using AsyncServiceScope scope = provider.CreateAsyncScope();

        Assert.That(scope.ServiceProvider.GetRequiredKeyedService<IStorageBackend>("a"), Is.SameAs(provider.GetRequiredKeyedService<IStorageBackend>("a")));
    }

    [Test]
    public async Task Request_FromAConstructor_IsInjectedByKey()
    {
        ServiceCollection services = new();
        services.AddOrbitStorage().AddStub("a").AddStub("b");
        services.AddSingleton<Reports>();
        await using ServiceProvider provider = services.BuildServiceProvider();

        Assert.That(provider.GetRequiredService<Reports>().Archive, Is.SameAs(provider.GetRequiredKeyedService<IStorageBackend>("b")));
    }

    [Test]
    public void Add_UnderATakenName_SaysWhichName()
    {
        var builder = new ServiceCollection().AddOrbitStorage().AddStub("a");

        Assert.That(() => builder.AddStub("a"), Throws.InvalidOperationException.With.Message.Contains("'a'"));
    }

    [Test]
    public void Add_UnderATakenNameThroughAnotherBuilder_IsRefusedToo()
    {
        ServiceCollection services = new();
        services.AddOrbitStorage().AddStub("a");

        Assert.That(() => services.AddOrbitStorage().AddStub("a"), Throws.InvalidOperationException);
    }

    private sealed class Reports([FromKeyedServices("b")] IStorageBackend archive)
    {
        public IStorageBackend Archive => archive;
    }
}
