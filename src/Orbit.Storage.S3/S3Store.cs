using Amazon.S3;
using Orbit.Storage.Resilience;

namespace Orbit.Storage.S3;

/// <summary>The bucket as the pieces of the backend see it: the client, the names in it, and what the store can do.</summary>
internal sealed class S3Store
{
    public required IAmazonS3 Client { get; init; }

    public required string Bucket { get; init; }

    public required S3Key Key { get; init; }

    public required S3Profile Profile { get; init; }

    public required S3BackendOptions Options { get; init; }

    /// <summary>The largest part that the memory budget holds, in bytes.</summary>
    public long LargestPartInMemory { get; init; } = TransferMemory.DefaultCapacity / 2;

    /// <summary>How requests of long operations are made.</summary>
    public S3Calls Calls => field ??= new S3Calls(Options, Time);

    /// <summary>Whether bodies go over TLS, which protects them: their SHA-256 need not be part of the signature.</summary>
    public bool IsEncrypted => Client.Config is not AmazonS3Config { ServiceURL: { } url } || !url.StartsWith("http:", StringComparison.OrdinalIgnoreCase);

    public required TimeProvider Time { get; init; }
}
