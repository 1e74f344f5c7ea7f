using Orbit.Storage.DependencyInjection;

namespace Orbit.Storage.S3;

/// <summary>Reads the settings that only S3 stores have.</summary>
internal static class S3Settings
{
    /// <summary>From configuration.</summary>
    public static void Read(StorageSettings settings, S3BackendOptions options)
    {
        options.Bucket = settings.GetText(nameof(options.Bucket)) ?? options.Bucket;
        options.Prefix = settings.GetText(nameof(options.Prefix)) ?? options.Prefix;
        ReadBesideBucket(settings, options);
    }

    /// <summary>From a URI, which names bucket and prefix itself.</summary>
    public static void ReadBesideBucket(StorageSettings settings, S3BackendOptions options)
    {
        options.Region = settings.GetText(nameof(options.Region)) ?? options.Region;
        options.Endpoint = settings.GetText(nameof(options.Endpoint)) is { } endpoint ? ToUri(endpoint) : options.Endpoint;
        options.PathStyle = settings.GetBoolean(nameof(options.PathStyle)) ?? settings.GetBoolean("path_style") ?? options.PathStyle;
        options.Store = settings.GetText(nameof(options.Store)) is { } store ? ToProfile(store) : options.Store;
        options.AccessKey = settings.GetText(nameof(options.AccessKey)) ?? options.AccessKey;
        options.SecretKey = settings.GetText(nameof(options.SecretKey)) ?? options.SecretKey;
        options.SessionToken = settings.GetText(nameof(options.SessionToken)) ?? options.SessionToken;
        options.CredentialsProfile = settings.GetText(nameof(options.CredentialsProfile)) ?? settings.GetText("profile") ?? options.CredentialsProfile;
        options.Anonymous = settings.GetBoolean(nameof(options.Anonymous)) ?? options.Anonymous;
        options.CertificateAuthorityFile = settings.GetText(nameof(options.CertificateAuthorityFile)) ?? options.CertificateAuthorityFile;
        options.LargeUploads = settings.GetChoice<S3LargeUploads>(nameof(options.LargeUploads)) ?? options.LargeUploads;
        options.DirectoryMarkers = settings.GetBoolean(nameof(options.DirectoryMarkers)) ?? options.DirectoryMarkers;
        options.PageSize = settings.GetInt32(nameof(options.PageSize)) ?? options.PageSize;
    }

    private static Uri ToUri(string text) => Uri.TryCreate(text, UriKind.Absolute, out Uri? uri)
        ? uri
        : throw new StorageException(StorageErrorKind.InvalidConfiguration, $"Endpoint is '{StorageUri.Redact(text)}'; it must be an absolute address as in https://minio.example:9000.");

    private static S3Profile ToProfile(string name) => S3Profile.Find(name)
        ?? throw new StorageException(StorageErrorKind.InvalidConfiguration, $"Store is '{name}'; it must be aws, ceph, minio, r2, swift or generic. Describe another one in code.");
}
