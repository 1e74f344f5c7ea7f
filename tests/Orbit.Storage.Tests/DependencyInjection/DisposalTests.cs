using Microsoft.Extensions.DependencyInjection;

namespace Orbit.Storage.Tests.DependencyInjection;

public sealed class DisposalTests
{
    [Test]
    public async Task DisposeAsync_OfTheContainer_ClosesEachBackendOnce()
    {
        ServiceProvider provider = BuildProvider(out Func<StubBackend> resolve);
        StubBackend backend = resolve();

        await provider.DisposeAsync();

        Assert.That(backend.Closed, Is.EqualTo(1));
    }

    [Test]
    public void Dispose_OfTheContainer_ClosesEachBackendOnce()
    {
        ServiceProvider provider = BuildProvider(out Func<StubBackend> resolve);
        StubBackend backend = resolve();

        provider.Dispose();

        Assert.That(backend.Closed, Is.EqualTo(1));
    }

    [Test]
    public async Task Dispose_ClosingTakesTime_DoesNotWaitForIt()
    {
        ServiceProvider provider = BuildProvider(out Func<StubBackend> resolve);
        StubBackend backend = resolve();
        TaskCompletionSource closed = new();
        backend.Close = () => new ValueTask(closed.Task);

        provider.Dispose();

        Assert.That(backend.Closed, Is.EqualTo(1));
        closed.SetResult();
        await closed.Task;
    }

    [Test]
    public void Dispose_ClosingFails_DoesNotThrow()
    {
        ServiceProvider provider = BuildProvider(out Func<StubBackend> resolve);
        resolve().Close = () => throw new IOException("The connection is gone.");

        Assert.That(provider.Dispose, Throws.Nothing);
    }

    [Test]
    public async Task DisposeAsync_BackendNeverAskedFor_MakesNone()
    {
        int made = 0;
        ServiceCollection services = new();
        services.AddOrbitStorage().AddBackend<StubBackendOptions>("a", _ => { }, context =>
        {
            made++;
            return new StubBackend(context.Options, context.Services);
        });

        await services.BuildServiceProvider().DisposeAsync();

        Assert.That(made, Is.Zero);
    }

    private static ServiceProvider BuildProvider(out Func<StubBackend> resolve)
    {
        ServiceCollection services = new();
        services.AddOrbitStorage().AddStub("a");
        ServiceProvider provider = services.BuildServiceProvider();

        // By key and without one, since the container keeps a list of all that it hands out.
        resolve = () =>
        {
            _ = provider.GetRequiredService<IStorageBackend>();
            return (StubBackend)provider.GetRequiredKeyedService<IStorageBackend>("a");
        };
        return provider;
    }
}
