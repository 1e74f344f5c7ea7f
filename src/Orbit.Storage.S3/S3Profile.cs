namespace Orbit.Storage.S3;

/// <summary>
/// What a make of store can do and how it wants its requests, where S3's compatible stores differ. Take one of the ready ones, or describe
/// your own; a store that can more than its profile says is used below its powers, one that can less answers with its own errors.
/// </summary>
public sealed class S3Profile
{
    /// <summary>Amazon S3: checksums in headers, conditions on every write (S3 User Guide, "Conditional requests" and "Checking object integrity").</summary>
    public static S3Profile Aws { get; } = new()
    {
        Name = "aws",
        Checksums = true,
        ConditionalCreate = true,
        ConditionalUpdate = true,
        ConditionalComplete = true,
        ConditionalCopy = true,
        ConditionalDelete = true,
    };

    /// <summary>
    /// Ceph's RADOS Gateway from release 16 on, with a bucket that keeps no versions. Conditions hold for a single PUT alone: older ones ignore them when a
    /// multipart upload is completed. For a bucket that keeps versions take <see cref="CephVersioned"/>.
    /// </summary>
    public static S3Profile Ceph { get; } = new()
    {
        Name = "ceph",
        ConditionalCreate = true,
        ConditionalUpdate = true,
        VersionsDropConditions = true,
        BareETags = true,
        SeparateTags = true,
        MetadataUnderscores = false,
        Versioning = false,
    };

    /// <summary>
    /// Ceph's RADOS Gateway from release 16 on, with a bucket that keeps versions. There release 16 ignores <c>If-None-Match: *</c> and refuses every
    /// <c>If-Match</c>, so that no condition is taken.
    /// </summary>
    public static S3Profile CephVersioned { get; } = new()
    {
        Name = "ceph-versioned",
        BareETags = true,
        MetadataUnderscores = false,
        SeparateTags = true,
    };

    /// <summary>MinIO since 2023.</summary>
    public static S3Profile Minio { get; } = new()
    {
        Name = "minio",
        Checksums = true,
        ConditionalCreate = true,
        ConditionalUpdate = true,
        ConditionalComplete = true,
    };

    /// <summary>Cloudflare R2: all parts of an upload but the last have one size, and aws-chunked bodies are refused.</summary>
    public static S3Profile R2 { get; } = new()
    {
        Name = "r2",
        EqualParts = true,
        ConditionalCreate = true,
        ConditionalUpdate = true,
        Tagging = false,
        Acls = false,
        Versioning = false,
    };

    /// <summary>
    /// OpenStack Swift's s3api middleware as of release 2.30: no conditions on writes, no bulk delete that S3 clients can use, and a reader who comes while an object is replaced may be told, for a
    /// moment, that there is none.
    /// </summary>
    public static S3Profile Swift { get; } = new()
    {
        Name = "swift",
        AtomicReplace = false,
        LateSegments = true,
        Tagging = false,
        Versioning = false,
        ControlCharactersInKeys = false,
        BulkDeleteLimit = 1,
        MaxMetadataValueBytes = 256,
        ConditionalCopySource = false,
    };

    /// <summary>A store of which nothing is known: what all of them can do, and no conditions on writes.</summary>
    public static S3Profile Generic { get; } = new() { Name = "generic" };

    /// <summary>What it is called in settings.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// Whether <c>x-amz-checksum-crc32</c> is sent with each body and asked back. Where not, a body over http is still protected by its SHA-256 in the
    /// signature, and one over https by TLS. Default: false.
    /// </summary>
    public bool Checksums { get; init; }

    /// <summary>Whether every reader sees the old object or the new one while it is replaced. Default: true.</summary>
    public bool AtomicReplace { get; init; } = true;

    /// <summary>
    /// Whether the first multipart uploads of a bucket, begun at once, may be told for a moment that the bucket does not exist, since the store makes a second one for the parts. They are then
    /// begun again. Default: false.
    /// </summary>
    public bool LateSegments { get; init; }

    /// <summary>Whether a single PUT honours <c>If-None-Match: *</c>. Default: false.</summary>
    public bool ConditionalCreate { get; init; }

    /// <summary>Whether a single PUT honours <c>If-Match</c>. Default: false.</summary>
    public bool ConditionalUpdate { get; init; }

    /// <summary>
    /// Whether CompleteMultipartUpload honours the conditions that a PUT does. Where not, a write with a condition is one PUT, spooled to disk where it is
    /// larger than the memory budget, and at most <see cref="MaxPartSize"/>. Default: false.
    /// </summary>
    public bool ConditionalComplete { get; init; }

    /// <summary>
    /// Whether the store forgets conditions on writes in a bucket that keeps versions. The first such write then asks whether the bucket does, and is refused there; who may not ask
    /// has to know. Default: false.
    /// </summary>
    public bool VersionsDropConditions { get; init; }

    /// <summary>Whether CopyObject honours <c>If-None-Match: *</c> on its destination. Default: false.</summary>
    public bool ConditionalCopy { get; init; }

    /// <summary>Whether copies honour a condition on the entity tag of their source. Where not, a large copy looks at the source once more at its end. Default: true.</summary>
    public bool ConditionalCopySource { get; init; } = true;

    /// <summary>Whether DeleteObject honours <c>If-Match</c>; a rename then never deletes a source that was replaced meanwhile. Default: false.</summary>
    public bool ConditionalDelete { get; init; }

    /// <summary>Whether <c>If-Match</c> on a write wants the entity tag without its quotes. Default: false.</summary>
    public bool BareETags { get; init; }

    /// <summary>Whether all parts of an upload but the last must have one size. Default: false.</summary>
    public bool EqualParts { get; init; }

    /// <summary>Whether objects can have tags. Default: true.</summary>
    public bool Tagging { get; init; } = true;

    /// <summary>
    /// Whether tags need a request of their own where content is uploaded in parts or described anew, since the store forgets them then; the object is without them for a moment. Default: false.
    /// </summary>
    public bool SeparateTags { get; init; }

    /// <summary>Whether canned access control lists are taken. Default: true.</summary>
    public bool Acls { get; init; } = true;

    /// <summary>Whether buckets can keep versions. Default: true.</summary>
    public bool Versioning { get; init; } = true;

    /// <summary>Whether keys may hold control characters. Default: true.</summary>
    public bool ControlCharactersInKeys { get; init; } = true;

    /// <summary>Whether metadata names keep their underscores; where not, the store makes hyphens of them, and such names are refused. Default: true.</summary>
    public bool MetadataUnderscores { get; init; } = true;

    /// <summary>The longest value of one metadata entry in bytes, or null where only their sum is limited. Default: null.</summary>
    public int? MaxMetadataValueBytes { get; init; }

    /// <summary>How many keys one DeleteObjects takes; 1 where it is not used. Default: 1,000.</summary>
    public int BulkDeleteLimit { get; init; } = 1000;

    /// <summary>The most parts of one upload. Default: 10,000.</summary>
    public int MaxParts { get; init; } = 10_000;

    /// <summary>The smallest part but the last, in bytes. Default: 5 MiB.</summary>
    public long MinPartSize { get; init; } = 5L << 20;

    /// <summary>The largest part, the largest single PUT and the largest single copy, in bytes. Default: 5 GiB.</summary>
    public long MaxPartSize { get; init; } = 5L << 30;

    /// <summary>The largest object in bytes. Default: 5 TiB.</summary>
    public long MaxObjectSize { get; init; } = 5L << 40;

    /// <inheritdoc/>
    public override string ToString() => Name;

    internal static S3Profile? Find(string name) =>
        new[] { Aws, Ceph, CephVersioned, Minio, R2, Swift, Generic }.FirstOrDefault(profile => profile.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
