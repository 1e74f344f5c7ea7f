using Microsoft.Extensions.Configuration;
using Orbit.Storage.DependencyInjection;
using Orbit.Storage.Smb;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers directories of SMB shares.</summary>
public static class SmbStorageBuilderExtensions
{
    /// <summary>Adds a directory of an SMB share, and lets <c>smb:</c> URIs be opened.</summary>
    /// <param name="builder">What it is added to.</param>
    /// <param name="name">The name to find it by. Case matters.</param>
    /// <param name="configure">Sets its options.</param>
    /// <returns>The same builder.</returns>
    public static StorageBuilder AddSmb(this StorageBuilder builder, string name, Action<SmbBackendOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddUriScheme<SmbUriScheme>().AddBackend(name, configure, Create);
    }

    /// <summary>Adds a directory of an SMB share whose options are read from configuration, and lets <c>smb:</c> URIs be opened.</summary>
    /// <param name="builder">What it is added to.</param>
    /// <param name="name">The name to find it by. Case matters.</param>
    /// <param name="configuration">The section with its settings, named as the members of <see cref="SmbBackendOptions"/>.</param>
    /// <returns>The same builder.</returns>
    public static StorageBuilder AddSmb(this StorageBuilder builder, string name, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddUriScheme<SmbUriScheme>().AddBackend<SmbBackendOptions>(name, configuration, SmbSettings.Read, Create);
    }

    /// <summary>Lets <c>smb:</c> URIs be opened without a registered directory.</summary>
    /// <param name="builder">What it is added to.</param>
    /// <returns>The same builder.</returns>
    public static StorageBuilder AddSmbUris(this StorageBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddUriScheme<SmbUriScheme>();
    }

    private static SmbBackend Create(StorageBackendContext<SmbBackendOptions> context) => new(context.Options, context.Services);
}
