using Microsoft.Extensions.Configuration;
using Orbit.Storage.DependencyInjection;
using Orbit.Storage.Memory;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers stores in memory.</summary>
public static class MemoryStorageBuilderExtensions
{
    /// <summary>Adds an empty store in memory, with its defaults.</summary>
    /// <param name="builder">What it is added to.</param>
    /// <param name="name">The name to find it by. Case matters.</param>
    /// <returns>The same builder.</returns>
    public static StorageBuilder AddMemory(this StorageBuilder builder, string name) => builder.AddMemory(name, static _ => { });

    /// <summary>Adds an empty store in memory.</summary>
    /// <param name="builder">What it is added to.</param>
    /// <param name="name">The name to find it by. Case matters.</param>
    /// <param name="configure">Sets its options.</param>
    /// <returns>The same builder.</returns>
    public static StorageBuilder AddMemory(this StorageBuilder builder, string name, Action<MemoryBackendOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddBackend(name, configure, Create);
    }

    /// <summary>Adds an empty store in memory whose options are read from configuration.</summary>
    /// <param name="builder">What it is added to.</param>
    /// <param name="name">The name to find it by. Case matters.</param>
    /// <param name="configuration">The section with its settings, named as the members of <see cref="MemoryBackendOptions"/>.</param>
    /// <returns>The same builder.</returns>
    public static StorageBuilder AddMemory(this StorageBuilder builder, string name, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddBackend<MemoryBackendOptions>(name, configuration, MemorySettings.Read, Create);
    }

    private static MemoryBackend Create(StorageBackendContext<MemoryBackendOptions> context) => new(context.Options, context.Services);
}
