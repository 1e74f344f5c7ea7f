using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Orbit.Storage;
using Orbit.Storage.DependencyInjection;
using Orbit.Storage.Local;
using Orbit.Storage.Memory;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>The entry point of registration.</summary>
public static class OrbitStorageServiceCollectionExtensions
{
    /// <summary>
    /// Prepares a container for backends. Clock, logs and byte budget of the backends are the container's <see cref="TimeProvider"/>,
    /// <see cref="ILoggerFactory"/> and <see cref="Orbit.Storage.Resilience.TransferMemory"/> where it has them.
    /// </summary>
    /// <param name="services">The container. Calling this twice is harmless.</param>
    /// <returns>What backends are added to.</returns>
    public static StorageBuilder AddOrbitStorage(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<OrbitStorageOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<OrbitStorageOptions>, OrbitStorageOptionsValidator>());
        services.TryAddSingleton<HostTransferMemory>();
        services.TryAddSingleton(static provider => new StorageServices
        {
            Time = provider.GetService<TimeProvider>() ?? TimeProvider.System,
            LoggerFactory = provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance,
            Memory = provider.GetRequiredService<HostTransferMemory>().Memory,
        });
        services.TryAddSingleton<IStorageBackendProvider, StorageBackendProvider>();
        services.TryAddSingleton(static provider => provider.GetRequiredService<IStorageBackendProvider>().DefaultBackend);
        return new StorageBuilder(services).AddUriScheme<LocalUriScheme>().AddUriScheme<MemoryUriScheme>();
    }

    /// <summary>Prepares a container for backends.</summary>
    /// <param name="services">The container.</param>
    /// <param name="configure">Sets what concerns all backends.</param>
    /// <returns>What backends are added to.</returns>
    public static StorageBuilder AddOrbitStorage(this IServiceCollection services, Action<OrbitStorageOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        StorageBuilder builder = services.AddOrbitStorage();
        services.Configure(configure);
        return builder;
    }
}
