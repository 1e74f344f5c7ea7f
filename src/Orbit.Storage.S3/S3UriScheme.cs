using Orbit.Storage.DependencyInjection;

namespace Orbit.Storage.S3;

/// <summary>Opens <c>s3://bucket/prefix?region=…&amp;endpoint=…&amp;path_style=…</c>. Other settings of the backend are parameters of the same names.</summary>
internal sealed class S3UriScheme : IStorageUriScheme
{
    public string Scheme => "s3";

    public IStorageBackend Open(Uri uri, StorageServices services)
    {
        if (uri.Host.Length == 0 || !uri.IsDefaultPort || uri.Fragment.Length > 0)
        {
            throw new StorageException(StorageErrorKind.InvalidConfiguration, $"'{StorageUri.Redact(uri)}' does not name a bucket; write it as in 's3://bucket/prefix?region=eu-central-1'.");
        }

        S3BackendOptions options = new() { Bucket = uri.Host, Prefix = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/')) };
        if (uri.UserInfo.Split(':', 2) is [{ Length: > 0 } key, var secret])
        {
            options.AccessKey = Uri.UnescapeDataString(key);
            options.SecretKey = Uri.UnescapeDataString(secret);
        }

        StorageSettings settings = StorageSettings.FromQuery(uri);
        settings.ReadCommon(options);
        S3Settings.ReadBesideBucket(settings, options);
        settings.Complete();
        return new S3Backend(options, services);
    }
}
