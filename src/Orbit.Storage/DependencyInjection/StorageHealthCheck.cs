using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Orbit.Storage.DependencyInjection;

/// <summary>Asks one backend for its root: the cheapest call that needs the store and its credentials.</summary>
internal sealed class StorageHealthCheck(IServiceProvider provider, string name) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            IStorageBackend backend = provider.GetRequiredKeyedService<IStorageBackend>(name);
            await backend.StatAsync(StoragePath.Root, cancellationToken).ConfigureAwait(false);
            return HealthCheckResult.Healthy($"The storage backend '{name}' ({backend.Name}) answers.");
        }
        catch (StorageException failure)
        {
            return new HealthCheckResult(
                context.Registration.FailureStatus,
                $"The storage backend '{name}' fails: {failure.Message}",
                data: new Dictionary<string, object>(StringComparer.Ordinal) { ["kind"] = failure.Kind.ToString() });
        }
    }
}
