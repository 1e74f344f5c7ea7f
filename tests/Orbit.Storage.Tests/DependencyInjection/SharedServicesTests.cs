using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Orbit.Storage.Resilience;

namespace Orbit.Storage.Tests.DependencyInjection;

public sealed class SharedServicesTests
{
    [Test]
    public async Task Backend_EmptyContainer_TakesTheDefaults()
    {
        ServiceCollection services = new();
        services.AddOrbitStorage().AddStub("a");
        await using ServiceProvider provider = services.BuildServiceProvider();

        StorageServices shared = ((StubBackend)provider.GetRequiredService<IStorageBackend>()).Shared;

        Assert.That(shared.Time, Is.SameAs(TimeProvider.System));
        Assert.That(shared.LoggerFactory, Is.SameAs(NullLoggerFactory.Instance));
        Assert.That(shared.Memory, Is.SameAs(TransferMemory.Shared));
    }

    [Test]
    public async Task Backend_ContainerHasItsOwn_TakesThose()
    {
        FakeTimeProvider time = new();
        using TransferMemory memory = new(1024 * 1024);
        ServiceCollection services = new();
        services.AddOrbitStorage().AddStub("a");
        services.AddLogging().AddSingleton<TimeProvider>(time).AddSingleton(memory);
        await using ServiceProvider provider = services.BuildServiceProvider();

        StorageServices shared = ((StubBackend)provider.GetRequiredService<IStorageBackend>()).Shared;

        Assert.That(shared.Time, Is.SameAs(time));
        Assert.That(shared.LoggerFactory, Is.SameAs(provider.GetRequiredService<ILoggerFactory>()));
        Assert.That(shared.Memory, Is.SameAs(memory));
    }

    [Test]
    public async Task Backends_CapacityConfigured_ShareOneBudgetOfThatCapacity()
    {
        ServiceCollection services = new();
        services.AddOrbitStorage(o => o.TransferMemory = 2 * 1024 * 1024).AddStub("a").AddStub("b");
        await using ServiceProvider provider = services.BuildServiceProvider();

        TransferMemory a = ((StubBackend)provider.GetRequiredKeyedService<IStorageBackend>("a")).Shared.Memory;
        TransferMemory b = ((StubBackend)provider.GetRequiredKeyedService<IStorageBackend>("b")).Shared.Memory;

        Assert.That(a.Capacity, Is.EqualTo(2 * 1024 * 1024));
        Assert.That(b, Is.SameAs(a));
    }

    [Test]
    public async Task Backend_CapacityConfiguredBesideABudgetInTheContainer_IsRefused()
    {
        using TransferMemory memory = new();
        ServiceCollection services = new();
        services.AddOrbitStorage(o => o.TransferMemory = 2 * 1024 * 1024).AddStub("a");
        services.AddSingleton(memory);
        await using ServiceProvider provider = services.BuildServiceProvider();

        Assert.That(() => provider.GetRequiredService<IStorageBackend>(), Throws.InstanceOf<OptionsValidationException>().With.Message.Contains("TransferMemory"));
    }
}
