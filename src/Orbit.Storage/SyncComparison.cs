namespace Orbit.Storage;

/// <summary>How it is told whether a file is the same at both ends. Files of different sizes never are.</summary>
public enum SyncComparison
{
    /// <summary>
    /// By size and time of last change, as precisely as both ends keep it. Where the target's times cannot be set, or were not to be, a file is the same when the target's was written after the
    /// source's last change, which trusts both clocks.
    /// </summary>
    SizeAndTime = 0,

    /// <summary>By size alone.</summary>
    Size,

    /// <summary>By entity tag, where both ends make it of the content in the same way, as two S3 stores do for objects written in one request. Needs <see cref="StorageCapabilities.ETag"/> at both ends.</summary>
    ETag,

    /// <summary>By checksum: the one that both ends keep, else XXH3 of both contents, which are read for it.</summary>
    Checksum,
}
