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
        options.Endpoint = settings.GetUri(nameof(options.Endpoint), "https://minio.example:9000") ?? options.Endpoint;
        options.PathStyle = settings.GetBoolean(nameof(options.PathStyle)) ?? settings.GetBoolean("path_style") ?? options.PathStyle;
        options.Store = settings.GetValue(nameof(options.Store), S3Profile.Find, "aws, ceph, ceph-versioned, minio, r2, swift or generic; describe another one in code") ?? options.Store;
        options.Anonymous = settings.GetBoolean(nameof(options.Anonymous)) ?? options.Anonymous;
        options.CertificateAuthorityFile = settings.GetText(nameof(options.CertificateAuthorityFile)) ?? options.CertificateAuthorityFile;
        options.LargeUploads = settings.GetChoice<S3LargeUploads>(nameof(options.LargeUploads)) ?? options.LargeUploads;
        options.DirectoryMarkers = settings.GetBoolean(nameof(options.DirectoryMarkers)) ?? options.DirectoryMarkers;
        options.Versions = settings.GetBoolean(nameof(options.Versions)) ?? options.Versions;
        options.PageSize = settings.GetInt32(nameof(options.PageSize)) ?? options.PageSize;
        ReadCredentials(settings, options);
        options.Objects = ReadObjects(settings).Over(options.Objects);
    }

    private static void ReadCredentials(StorageSettings settings, S3BackendOptions options)
    {
        options.AccessKey = settings.GetText(nameof(options.AccessKey)) ?? options.AccessKey;
        options.SecretKey = settings.GetText(nameof(options.SecretKey)) ?? options.SecretKey;
        options.SessionToken = settings.GetText(nameof(options.SessionToken)) ?? options.SessionToken;
        options.CredentialsProfile = settings.GetText(nameof(options.CredentialsProfile)) ?? settings.GetText("profile") ?? options.CredentialsProfile;
    }

    private static S3WriteOptions ReadObjects(StorageSettings settings) => new()
    {
        StorageClass = settings.GetText("Objects:StorageClass"),
        ServerSideEncryption = settings.GetText("Objects:ServerSideEncryption"),
        KmsKeyId = settings.GetText("Objects:KmsKeyId"),
        CustomerKey = settings.GetValue("Objects:CustomerKey", ParseKey, "the key's 32 bytes in Base64"),
        CannedAcl = settings.GetText("Objects:CannedAcl"),
        Tags = settings.GetValue("Objects:Tags", ParseTags, "tags as in 'team=blue&kept=yes', each name once"),
    };

    private static byte[]? ParseKey(string text)
    {
        byte[] key = new byte[text.Length];
        return Convert.TryFromBase64String(text, key, out int length) ? key[..length] : null;
    }

    private static Dictionary<string, string>? ParseTags(string text)
    {
        Dictionary<string, string> tags = [];
        foreach (string tag in text.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] pair = tag.Split('=', 2);
            if (pair.Length < 2 || pair[0].Length == 0 || !tags.TryAdd(Uri.UnescapeDataString(pair[0]), Uri.UnescapeDataString(pair[1])))
            {
                return null;
            }
        }

        return tags;
    }
}
