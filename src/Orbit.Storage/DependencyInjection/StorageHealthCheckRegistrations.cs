using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Orbit.Storage.DependencyInjection;

/// <summary>Adds a check for each backend when the checks are first needed, so that the order of registration does not matter.</summary>
internal sealed class StorageHealthCheckRegistrations(IEnumerable<StorageRegistration> registrations, IOptions<StorageHealthCheckOptions> options)
    : IConfigureOptions<HealthCheckServiceOptions>
{
    public void Configure(HealthCheckServiceOptions checks)
    {
        StorageHealthCheckOptions how = options.Value;
        foreach (StorageRegistration registration in registrations)
        {
            checks.Registrations.Add(new HealthCheckRegistration(
                $"storage:{registration.Name}", provider => new StorageHealthCheck(provider, registration.Name), how.FailureStatus, how.Tags, how.Timeout));
        }
    }
}
