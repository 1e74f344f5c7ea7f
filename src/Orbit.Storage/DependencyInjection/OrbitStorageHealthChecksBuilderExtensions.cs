using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Orbit.Storage.DependencyInjection;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the health checks of storage backends.</summary>
public static class OrbitStorageHealthChecksBuilderExtensions
{
    /// <summary>Checks every backend of the container, each under the name <c>storage:</c> and its own. Calling this twice is harmless.</summary>
    /// <param name="builder">The health checks.</param>
    /// <returns>The same health checks.</returns>
    public static IHealthChecksBuilder AddOrbitStorage(this IHealthChecksBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<HealthCheckServiceOptions>, StorageHealthCheckRegistrations>());
        builder.Services.AddOptions<StorageHealthCheckOptions>()
            .Validate(static options => options.Timeout > TimeSpan.Zero, "Orbit.Storage health checks: Timeout must be more than 0.")
            .ValidateOnStart();
        return builder;
    }

    /// <summary>Checks every backend of the container, each under the name <c>storage:</c> and its own.</summary>
    /// <param name="builder">The health checks.</param>
    /// <param name="configure">Sets how they are checked.</param>
    /// <returns>The same health checks.</returns>
    public static IHealthChecksBuilder AddOrbitStorage(this IHealthChecksBuilder builder, Action<StorageHealthCheckOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        builder.AddOrbitStorage().Services.Configure(configure);
        return builder;
    }
}
