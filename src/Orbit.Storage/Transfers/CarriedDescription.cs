namespace Orbit.Storage.Transfers;

/// <summary>What a copy takes along beside the bytes: all that both sides can keep.</summary>
internal static class CarriedDescription
{
    /// <summary>For a copy within one backend that reads and writes.</summary>
    public static WriteOptions Of(StorageContent content, StorageCapabilities can, CopyOptions options) => new()
    {
        Overwrite = options.Overwrite,
        CreateParents = options.CreateParents,
        Durable = options.Durable,
        Transfer = options.Transfer,
        Progress = options.Progress,
        ExpectedLength = content.Size,
        ContentType = can.ContentHeaders ? content.Entry.ContentType : null,
        CacheControl = can.ContentHeaders ? content.Entry.CacheControl : null,
        ContentDisposition = can.ContentHeaders ? content.Entry.ContentDisposition : null,
        ContentEncoding = can.ContentHeaders ? content.Entry.ContentEncoding : null,
        ContentLanguage = can.ContentHeaders ? content.Entry.ContentLanguage : null,
        Metadata = can.Metadata ? content.Entry.Metadata : null,
        Permissions = can.Permissions ? content.Entry.Permissions : null,
    };

    /// <summary>For a copy between two backends.</summary>
    /// <param name="entry">The object, as it is read.</param>
    /// <param name="size">Its size in bytes.</param>
    /// <param name="carried">Which attributes go along.</param>
    /// <param name="options">What was asked for.</param>
    /// <param name="promisesChecksum">Whether the source's own checksum, if it keeps one, is what the content must have.</param>
    public static WriteOptions Of(StorageEntry entry, long size, in CarriedAttributes carried, CopyToOptions options, bool promisesChecksum) => new()
    {
        Overwrite = options.Overwrite,
        CreateParents = options.CreateParents,
        Durable = options.Durable,
        Transfer = options.Transfer,
        Progress = options.Progress,
        ExpectedLength = size,
        ContentType = carried.Headers ? entry.ContentType : null,
        CacheControl = carried.Headers ? entry.CacheControl : null,
        ContentDisposition = carried.Headers ? entry.ContentDisposition : null,
        ContentEncoding = carried.Headers ? entry.ContentEncoding : null,
        ContentLanguage = carried.Headers ? entry.ContentLanguage : null,
        Metadata = carried.Metadata ? entry.Metadata : null,
        Permissions = carried.PermissionsOf(entry),
        LastModified = carried.TimeOf(entry),
        Checksum = promisesChecksum ? entry.Checksum : null,
        Resume = options.Resume,
    };
}
