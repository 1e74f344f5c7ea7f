using Microsoft.Extensions.Configuration;
using Orbit.Storage.DependencyInjection;
using Orbit.Storage.Ssh;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers directories on SFTP servers.</summary>
public static class SshStorageBuilderExtensions
{
    /// <summary>Adds a directory on an SFTP server, and lets <c>sftp:</c> URIs be opened.</summary>
    /// <param name="builder">What it is added to.</param>
    /// <param name="name">The name to find it by. Case matters.</param>
    /// <param name="configure">Sets its options.</param>
    /// <returns>The same builder.</returns>
    public static StorageBuilder AddSsh(this StorageBuilder builder, string name, Action<SshBackendOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddUriScheme<SshUriScheme>().AddBackend(name, configure, Create);
    }

    /// <summary>Adds a directory on an SFTP server whose options are read from configuration, and lets <c>sftp:</c> URIs be opened.</summary>
    /// <param name="builder">What it is added to.</param>
    /// <param name="name">The name to find it by. Case matters.</param>
    /// <param name="configuration">The section with its settings, named as the members of <see cref="SshBackendOptions"/>.</param>
    /// <returns>The same builder.</returns>
    public static StorageBuilder AddSsh(this StorageBuilder builder, string name, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddUriScheme<SshUriScheme>().AddBackend<SshBackendOptions>(name, configuration, SshSettings.Read, Create);
    }

    /// <summary>Lets <c>sftp:</c> URIs be opened without a registered directory.</summary>
    /// <param name="builder">What it is added to.</param>
    /// <returns>The same builder.</returns>
    public static StorageBuilder AddSshUris(this StorageBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddUriScheme<SshUriScheme>();
    }

    private static SshBackend Create(StorageBackendContext<SshBackendOptions> context) => new(context.Options, context.Services);
}
