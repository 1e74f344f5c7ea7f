namespace Orbit.Storage.S3.Double;

/// <summary>What a bucket is like.</summary>
public sealed class BucketOptions
{
    /// <summary>Whether bodies are counted and checked but not kept; reads then give the <see cref="Content.Pattern"/> of <see cref="Seed"/>. Default: false.</summary>
    public bool IsVirtual { get; init; }

    /// <summary>The pattern's seed in a virtual bucket. Default: 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>How many keys the bucket shows without storing them. Default: null, it shows what it stores.</summary>
    public long? GeneratedKeys { get; init; }

    /// <summary>Whether unsigned requests are served. Default: false.</summary>
    public bool IsPublic { get; init; }

    /// <summary>Whether overwritten and deleted objects are kept as versions. Default: false.</summary>
    public bool IsVersioned { get; init; }
}
