using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Orbit.Storage.Tests.DependencyInjection;

public sealed class DefaultBackendTests
{
    [Test]
    public async Task RequestWithoutKey_OneBackend_GivesIt()
    {
        ServiceCollection services = new();
        services.AddOrbitStorage().AddStub("only");
        await using ServiceProvider provider = services.BuildServiceProvider();

        Assert.That(provider.GetRequiredService<IStorageBackend>(), Is.SameAs(provider.GetRequiredKeyedService<IStorageBackend>("only")));
    }

    [Test]
    public async Task RequestWithoutKey_OneOfSeveralIsTheDefault_GivesIt()
    {
        ServiceCollection services = new();
        services.AddOrbitStorage().SetDefault("b").AddStub("a").AddStub("b");
        await using ServiceProvider provider = services.BuildServiceProvider();

        Assert.That(provider.GetRequiredService<IStorageBackend>(), Is.SameAs(provider.GetRequiredKeyedService<IStorageBackend>("b")));
    }

    [Test]
    public async Task RequestWithoutKey_SeveralAndNoDefault_NamesThemAndTheRemedy()
    {
        ServiceCollection services = new();
        services.AddOrbitStorage().AddStub("a").AddStub("b");
        await using ServiceProvider provider = services.BuildServiceProvider();

        Assert.That(
            () => provider.GetRequiredService<IStorageBackend>(),
            Throws.InvalidOperationException.With.Message.Contains("'a', 'b'").And.Message.Contains("SetDefault"));
    }

    [Test]
    public async Task RequestWithoutKey_NoBackend_SaysSo()
    {
        ServiceCollection services = new();
        services.AddOrbitStorage();
        await using ServiceProvider provider = services.BuildServiceProvider();

        Assert.That(() => provider.GetRequiredService<IStorageBackend>(), Throws.InvalidOperationException.With.Message.Contains("No storage backend is registered"));
    }

    [Test]
    public async Task Default_NamesNoBackend_IsRefusedWithTheNamesThereAre()
    {
        ServiceCollection services = new();
        services.AddOrbitStorage(o => o.DefaultBackend = "c").AddStub("a").AddStub("b");
        await using ServiceProvider provider = services.BuildServiceProvider();

        Assert.That(
            () => provider.GetRequiredService<IStorageBackend>(),
            Throws.InstanceOf<OptionsValidationException>().With.Message.Contains("'c'").And.Message.Contains("'a', 'b'"));
    }
}
