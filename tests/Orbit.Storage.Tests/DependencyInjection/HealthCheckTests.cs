using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Orbit.Storage.Tests.DependencyInjection;

public sealed class HealthCheckTests
{
    [Test]
    public async Task Check_AllAnswer_IsHealthyUnderEachName()
    {
        await using ServiceProvider provider = BuildProvider(checks => checks.AddOrbitStorage().AddOrbitStorage());

        HealthReport report = await CheckAsync(provider);

        Assert.That(report.Status, Is.EqualTo(HealthStatus.Healthy));
        Assert.That(report.Entries.Keys, Is.EquivalentTo(["storage:a", "storage:b"]));
        Assert.That(report.Entries["storage:a"].Description, Does.Contain("'a' (stub)"));
        Assert.That(report.Entries["storage:a"].Tags, Is.EqualTo(["storage"]));
    }

    [Test]
    public async Task Check_OneFails_IsUnhealthyWithKindAndReason()
    {
        await using ServiceProvider provider = BuildProvider(checks => checks.AddOrbitStorage());
        Backend(provider, "b").Stat = _ => throw new StorageException(StorageErrorKind.ContainerNotFound, "the bucket is gone.");

        HealthReport report = await CheckAsync(provider);

        Assert.That(report.Entries["storage:a"].Status, Is.EqualTo(HealthStatus.Healthy));
        Assert.That(report.Entries["storage:b"].Status, Is.EqualTo(HealthStatus.Unhealthy));
        Assert.That(report.Entries["storage:b"].Description, Does.Contain("the bucket is gone"));
        Assert.That(report.Entries["storage:b"].Data["kind"], Is.EqualTo("ContainerNotFound"));
    }

    [Test]
    public async Task Check_FailureStatusChosen_IsReported()
    {
        await using ServiceProvider provider = BuildProvider(checks => checks.AddOrbitStorage(o => o.FailureStatus = HealthStatus.Degraded));
        Backend(provider, "b").Stat = _ => throw new StorageException(StorageErrorKind.ContainerNotFound, "the bucket is gone.");

        HealthReport report = await CheckAsync(provider);

        Assert.That(report.Status, Is.EqualTo(HealthStatus.Degraded));
    }

    [Test]
    public async Task Check_NoAnswerWithinTheTimeout_IsEndedAndUnhealthy()
    {
        await using ServiceProvider provider = BuildProvider(checks => checks.AddOrbitStorage(o => o.Timeout = TimeSpan.FromMilliseconds(50)));
        Backend(provider, "b").Stat = async token =>
        {
            await Task.Delay(Timeout.Infinite, token);
            throw new InvalidOperationException("The wait ended by itself.");
        };

        HealthReport report = await CheckAsync(provider);

        Assert.That(report.Entries["storage:b"].Status, Is.EqualTo(HealthStatus.Unhealthy));
        Assert.That(report.Entries["storage:b"].Description, Does.Contain("timeout").IgnoreCase);
    }

    private static ServiceProvider BuildProvider(Action<IHealthChecksBuilder> add)
    {
        ServiceCollection services = new();
        services.AddLogging();
        add(services.AddHealthChecks());
        services.AddOrbitStorage().AddStub("a").AddStub("b");
        return services.BuildServiceProvider();
    }

    private static StubBackend Backend(ServiceProvider provider, string name) => (StubBackend)provider.GetRequiredKeyedService<IStorageBackend>(name);

    private static Task<HealthReport> CheckAsync(ServiceProvider provider) => provider.GetRequiredService<HealthCheckService>().CheckHealthAsync();
}
