using Microsoft.Extensions.Configuration;
using Orbit.Storage.DependencyInjection;
using Orbit.Storage.S3;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers buckets of Amazon S3 and of compatible stores.</summary>
public static class S3StorageBuilderExtensions
{
    /// <summary>Adds a bucket, and lets <c>s3:</c> URIs be opened.</summary>
    /// <param name="builder">What it is added to.</param>
    /// <param name="name">The name to find it by. Case matters.</param>
    /// <param name="configure">Sets its options.</param>
    /// <returns>The same builder.</returns>
    public static StorageBuilder AddS3(this StorageBuilder builder, string name, Action<S3BackendOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddUriScheme<S3UriScheme>().AddBackend(name, configure, Create);
    }

    /// <summary>Adds a bucket whose options are read from configuration, and lets <c>s3:</c> URIs be opened.</summary>
    /// <param name="builder">What it is added to.</param>
    /// <param name="name">The name to find it by. Case matters.</param>
    /// <param name="configuration">The section with its settings, named as the members of <see cref="S3BackendOptions"/>.</param>
    /// <returns>The same builder.</returns>
    public static StorageBuilder AddS3(this StorageBuilder builder, string name, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddUriScheme<S3UriScheme>().AddBackend<S3BackendOptions>(name, configuration, S3Settings.Read, Create);
    }

    /// <summary>Lets <c>s3:</c> URIs be opened without a registered bucket.</summary>
    /// <param name="builder">What it is added to.</param>
    /// <returns>The same builder.</returns>
    public static StorageBuilder AddS3Uris(this StorageBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddUriScheme<S3UriScheme>();
    }

    private static S3Backend Create(StorageBackendContext<S3BackendOptions> context) => new(context.Options, context.Services);
}
