using System.Buffers;
using System.Text;
using Amazon.S3;

namespace Orbit.Storage.S3;

/// <summary>Where a bucket is, how it is reached, and how objects are written to it.</summary>
public sealed class S3BackendOptions : StorageBackendOptions
{
    private static readonly SearchValues<char> NotInBuckets = SearchValues.Create("/\\ ?#%");

    /// <summary>The bucket; it must exist. Required.</summary>
    public string Bucket { get; set; } = "";

    /// <summary>What every key starts with: the backend's root, as in <c>backups/2026</c>; a separator is put between it and the path. Default: empty, the whole bucket.</summary>
    public string Prefix { get; set; } = "";

    /// <summary>The region, as in <c>eu-central-1</c>. Default: null; the SDK's own chain finds it, and with an <see cref="Endpoint"/> it is <c>us-east-1</c>.</summary>
    public string? Region { get; set; }

    /// <summary>The store's address, as in <c>https://minio.example:9000</c>. Default: null, Amazon S3 in the region.</summary>
    public Uri? Endpoint { get; set; }

    /// <summary>Whether the bucket is named in the path rather than in the host name. Default: null, which means yes with an <see cref="Endpoint"/> and no without.</summary>
    public bool? PathStyle { get; set; }

    /// <summary>What the store can do and how it wants its requests. Default: null, which means <see cref="S3Profile.Generic"/> with an <see cref="Endpoint"/> and <see cref="S3Profile.Aws"/> without.</summary>
    public S3Profile? Store { get; set; }

    /// <summary>The access key. Default: null, the SDK's own chain of credentials (environment, profile, role).</summary>
    public string? AccessKey { get; set; }

    /// <summary>The secret key of <see cref="AccessKey"/>. Default: null.</summary>
    public string? SecretKey { get; set; }

    /// <summary>The session token of temporary credentials. Default: null.</summary>
    public string? SessionToken { get; set; }

    /// <summary>The profile of the SDK's credentials file to take instead of its chain. Default: null.</summary>
    public string? CredentialsProfile { get; set; }

    /// <summary>Whether requests are sent unsigned, to a public bucket. Default: false.</summary>
    public bool Anonymous { get; set; }

    /// <summary>
    /// A client of the caller's own, who also disposes it. Then region, endpoint, path style and credentials are the client's, and its own retries are
    /// counted beside the library's; set its MaxErrorRetry to 0. Default: null, the backend makes and owns one.
    /// </summary>
    public IAmazonS3? Client { get; set; }

    /// <summary>A file of certificates (PEM) that are trusted beside the system's, for a store with an authority of its own. Default: null.</summary>
    public string? CertificateAuthorityFile { get; set; }

    /// <summary>
    /// What content of unknown length does when parts that fit the memory budget no longer reach <see cref="S3Profile.MaxObjectSize"/>. Default: <see cref="S3LargeUploads.Spool"/>.
    /// </summary>
    public S3LargeUploads LargeUploads { get; set; } = S3LargeUploads.Spool;

    /// <summary>Whether directories are kept as empty objects whose key ends in a separator. Where not, making one succeeds and stores nothing. Default: false.</summary>
    public bool DirectoryMarkers { get; set; }

    /// <summary>
    /// Whether the bucket keeps versions, so that one can be asked for by <see cref="ReadOptions.VersionId"/> and <see cref="DeleteOptions.VersionId"/>. Only where
    /// <see cref="S3Profile.Versioning"/> says that the store can. Default: false.
    /// </summary>
    public bool Versions { get; set; }

    /// <summary>How many keys one page of a listing has; 1 to 1,000. Default: 1,000.</summary>
    public int PageSize { get; set; } = 1000;

    /// <summary>What every object is written with, unless the write says otherwise by <see cref="S3WriteOptions"/>. Default: nothing special.</summary>
    public S3WriteOptions Objects { get; set; } = new();

    /// <summary>How many small parts of a composed upload become one; tests make do with fewer.</summary>
    internal int ComposeGroupSize { get; set; } = 64;

    internal S3Profile EffectiveStore => Store ?? (Endpoint is null && Client is null ? S3Profile.Aws : S3Profile.Generic);

    internal bool EffectivePathStyle => PathStyle ?? Endpoint is not null;

    /// <inheritdoc/>
    public override IEnumerable<string> Validate() => base.Validate().Concat(ValidateBucket()).Concat(ValidateAccess());

    private IEnumerable<string> ValidateBucket()
    {
        if (string.IsNullOrWhiteSpace(Bucket))
        {
            yield return "Bucket is empty; name the bucket that holds the objects.";
        }
        else if (Bucket.AsSpan().ContainsAny(NotInBuckets))
        {
            yield return $"Bucket is '{Bucket}'; it must be a bucket's name alone, what follows it belongs to Prefix.";
        }

        if (Encoding.UTF8.GetByteCount(Prefix) > 900)
        {
            yield return "Prefix is longer than 900 bytes; keys have 1,024 in all.";
        }

        if (PageSize is < 1 or > 1000)
        {
            yield return $"PageSize is {PageSize}; it must be 1 to 1000.";
        }

        foreach (string problem in Objects.Validate(EffectiveStore))
        {
            yield return problem;
        }
    }

    private IEnumerable<string> ValidateAccess()
    {
        if (Endpoint is not null && (!Endpoint.IsAbsoluteUri || Endpoint.Scheme is not ("http" or "https") || Endpoint.UserInfo.Length > 0 || Endpoint.Query.Length > 0))
        {
            yield return "Endpoint must be an absolute http or https address without user information and query, as in https://minio.example:9000.";
        }

        if (AccessKey is null != SecretKey is null)
        {
            yield return "AccessKey and SecretKey go together; set both or neither.";
        }

        if (SessionToken is not null && AccessKey is null)
        {
            yield return "SessionToken belongs to an AccessKey; set that too.";
        }

        int ways = (AccessKey is null ? 0 : 1) + (CredentialsProfile is null ? 0 : 1) + (Anonymous ? 1 : 0) + (Client is null ? 0 : 1);
        if (ways > 1)
        {
            yield return "Of AccessKey, CredentialsProfile, Anonymous and Client only one can be set; each says by itself who asks.";
        }

        if (CertificateAuthorityFile is not null && !File.Exists(CertificateAuthorityFile))
        {
            yield return $"CertificateAuthorityFile '{CertificateAuthorityFile}' does not exist.";
        }
    }
}
