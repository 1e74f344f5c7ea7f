using Microsoft.Extensions.Configuration;
using Orbit.Storage.DependencyInjection;
using Orbit.Storage.Local;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers local directories.</summary>
public static class LocalStorageBuilderExtensions
{
    /// <summary>Adds a local directory.</summary>
    /// <param name="builder">What it is added to.</param>
    /// <param name="name">The name to find it by. Case matters.</param>
    /// <param name="configure">Sets its options; <see cref="LocalBackendOptions.Root"/> is required.</param>
    /// <returns>The same builder.</returns>
    public static StorageBuilder AddLocal(this StorageBuilder builder, string name, Action<LocalBackendOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddBackend(name, configure, Create);
    }

    /// <summary>Adds a local directory whose options are read from configuration.</summary>
    /// <param name="builder">What it is added to.</param>
    /// <param name="name">The name to find it by. Case matters.</param>
    /// <param name="configuration">The section with its settings, named as the members of <see cref="LocalBackendOptions"/>; permissions in octal digits.</param>
    /// <returns>The same builder.</returns>
    public static StorageBuilder AddLocal(this StorageBuilder builder, string name, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddBackend<LocalBackendOptions>(name, configuration, LocalSettings.Read, Create);
    }

    private static LocalBackend Create(StorageBackendContext<LocalBackendOptions> context) => new(context.Options, context.Services);
}
