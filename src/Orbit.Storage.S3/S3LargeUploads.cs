namespace Orbit.Storage.S3;

/// <summary>How content of unknown length goes on when its parts outgrow the memory budget (10,000 parts that fit 64 MiB carry some 100 GiB).</summary>
public enum S3LargeUploads
{
    /// <summary>Large parts are written to a temporary file and sent from there; it needs room for part size × concurrency.</summary>
    Spool,

    /// <summary>Parts never outgrow the memory budget; content that is longer than they carry fails with <see cref="StorageErrorKind.TooLarge"/>.</summary>
    Direct,

    /// <summary>
    /// Small parts are joined on the server: each group becomes a temporary object below <c>.orbit-compose/</c> that is copied into one large part and deleted
    /// (UploadPartCopy). Needs neither memory nor disk, costs one more copy on the server, and deletes them by their version in buckets that keep versions.
    /// Writes that can be resumed, stores that want equal parts, and conditional writes where the store judges no conditions at the end spool as if nothing were said.
    /// </summary>
    Compose,
}
