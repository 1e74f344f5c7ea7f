using Amazon.S3;
using Amazon.S3.Model;

namespace Orbit.Storage.S3;

// Addresses that carry a signature, for those who have no credentials.
public sealed partial class S3Backend
{
    // Signature version 4 allows no more (S3 User Guide, "Sharing objects with presigned URLs").
    private static readonly TimeSpan LongestValidity = TimeSpan.FromDays(7);

    /// <summary>Makes an address that anyone can read an object from for some time. No request is made: whether the object exists is not asked. The address is a secret.</summary>
    /// <param name="path">The object.</param>
    /// <param name="validity">For how long; 1 second to 7 days, and no longer than the credentials themselves.</param>
    /// <param name="versionId">Which version. Default: null, what is the latest when it is read.</param>
    /// <param name="cancellationToken">Ends the search for credentials.</param>
    /// <exception cref="StorageException"><see cref="StorageErrorKind.Unsupported"/>: the backend is anonymous, or its objects need a customer's key.</exception>
    public Task<Uri> PresignGetAsync(StoragePath path, TimeSpan validity, string? versionId = null, CancellationToken cancellationToken = default) =>
        PresignAsync("presign a read of", path, validity, new GetPreSignedUrlRequest { Verb = HttpVerb.GET, VersionId = versionId }, cancellationToken);

    /// <summary>Makes an address that anyone can write an object to, by one PUT, for some time. No request is made. The address is a secret.</summary>
    /// <param name="path">The object.</param>
    /// <param name="validity">For how long; 1 second to 7 days, and no longer than the credentials themselves.</param>
    /// <param name="contentType">The media type that the PUT must state. Default: null, any.</param>
    /// <param name="cancellationToken">Ends the search for credentials.</param>
    /// <exception cref="StorageException"><see cref="StorageErrorKind.Unsupported"/>: the backend is anonymous, or its objects need a customer's key.</exception>
    public Task<Uri> PresignPutAsync(StoragePath path, TimeSpan validity, string? contentType = null, CancellationToken cancellationToken = default) =>
        PresignAsync("presign a write of", path, validity, new GetPreSignedUrlRequest { Verb = HttpVerb.PUT, ContentType = contentType }, cancellationToken);

    private Task<Uri> PresignAsync(string operation, StoragePath path, TimeSpan validity, GetPreSignedUrlRequest request, CancellationToken cancellationToken)
    {
        if (validity < TimeSpan.FromSeconds(1) || validity > LongestValidity)
        {
            throw new ArgumentOutOfRangeException(nameof(validity), validity, "An address can be valid for 1 second to 7 days.");
        }

        if (path.IsRoot)
        {
            throw Refuse(operation, path, StorageFault.InvalidPath("the root is no object."));
        }

        if (_store.Options.Anonymous || _store.Options.Objects.CustomerKey is not null)
        {
            throw Refuse(operation, path, StorageFault.Unsupported(
                _store.Options.Anonymous ? "the backend is anonymous and has nothing to sign with." : "the objects need a customer's key with each request, which no address can carry."));
        }

        request.BucketName = _store.Bucket;
        request.Key = _store.Key.Of(path);
        request.Protocol = _store.IsEncrypted ? Protocol.HTTPS : Protocol.HTTP;
        request.Expires = (_store.Time.GetUtcNow() + validity).UtcDateTime;
        return RunOwnAsync(
            operation,
            path,
            static async (call, _) => call.self.WithWholeKey(await call.self._store.Client.GetPreSignedURLAsync(call.request).ConfigureAwait(false), call.request.Key),
            (self: this, request),
            cancellationToken);
    }

    private static int LeadingSeparators(ReadOnlySpan<char> text) => text.Length - text.TrimStart(StoragePath.Separator).Length;

    // As in requests, the SDK signs a key's leading separator and then leaves it out of the address.
    private Uri WithWholeKey(string address, string key)
    {
        string bucket = $"/{_store.Bucket}/";
        int at = address.IndexOf(bucket, StringComparison.Ordinal) + bucket.Length;
        bool lacksSeparator = _store.Client.Config is AmazonS3Config { ForcePathStyle: true } && LeadingSeparators(address.AsSpan(at)) < LeadingSeparators(key);
        return new Uri(lacksSeparator ? address.Insert(at, "/") : address, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
    }
}
