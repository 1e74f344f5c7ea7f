namespace Orbit.Storage.S3;

/// <summary>What only S3 knows of an object that is written. Null members take the backend's, and where it has none, the bucket's.</summary>
public sealed class S3WriteOptions : BackendWriteOptions
{
    /// <summary>The storage class, as in <c>STANDARD_IA</c>. Default: null.</summary>
    public string? StorageClass { get; init; }

    /// <summary>Server-side encryption: <c>AES256</c>, <c>aws:kms</c> or <c>aws:kms:dsse</c>. Default: null.</summary>
    public string? ServerSideEncryption { get; init; }

    /// <summary>The key of <c>aws:kms</c>. Default: null, the account's own.</summary>
    public string? KmsKeyId { get; init; }

    /// <summary>
    /// A key of 32 bytes that the store encrypts with and forgets (SSE-C); every read, copy and stat needs it again, so that it is set on the backend rather
    /// than on one write. Only over https. Never shown. Default: null.
    /// </summary>
    public byte[]? CustomerKey { get; init; }

    /// <summary>A canned access control list, as in <c>public-read</c>. Default: null.</summary>
    public string? CannedAcl { get; init; }

    /// <summary>Tags; at most 10. Default: null, none.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    internal S3WriteOptions Over(S3WriteOptions defaults) => new()
    {
        StorageClass = StorageClass ?? defaults.StorageClass,
        ServerSideEncryption = ServerSideEncryption ?? defaults.ServerSideEncryption,
        KmsKeyId = KmsKeyId ?? defaults.KmsKeyId,
        CustomerKey = CustomerKey ?? defaults.CustomerKey,
        CannedAcl = CannedAcl ?? defaults.CannedAcl,
        Tags = Tags ?? defaults.Tags,
    };

    internal IEnumerable<string> Validate(S3Profile store)
    {
        if (CustomerKey is { Length: not 32 })
        {
            yield return $"CustomerKey has {CustomerKey.Length} bytes; it must have 32.";
        }

        if (CustomerKey is not null && ServerSideEncryption is not null)
        {
            yield return "CustomerKey and ServerSideEncryption exclude each other; set one.";
        }

        if (KmsKeyId is not null && ServerSideEncryption?.StartsWith("aws:kms", StringComparison.Ordinal) != true)
        {
            yield return "KmsKeyId needs ServerSideEncryption 'aws:kms' or 'aws:kms:dsse'.";
        }

        if (Tags is { Count: > 10 })
        {
            yield return $"Tags are {Tags.Count}; an object has at most 10.";
        }

        if (Tags is { Count: > 0 } && !store.Tagging)
        {
            yield return $"Tags are set, and stores of profile '{store}' have none; leave them out.";
        }

        if (CannedAcl is not null && !store.Acls)
        {
            yield return $"CannedAcl is set, and stores of profile '{store}' have none; leave it out.";
        }
    }
}
