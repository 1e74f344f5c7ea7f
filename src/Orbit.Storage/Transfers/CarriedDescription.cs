namespace Orbit.Storage.Transfers;

/// <summary>What a copy takes along beside the bytes: all that both sides can keep.</summary>
internal static class CarriedDescription
{
    public static WriteOptions Of(StorageContent content, StorageCapabilities from, StorageCapabilities to, CopyOptions options)
    {
        StorageEntry entry = content.Entry;
        bool headers = from.ContentHeaders && to.ContentHeaders;
        return new WriteOptions
        {
            Overwrite = options.Overwrite,
            CreateParents = options.CreateParents,
            Durable = options.Durable,
            Transfer = options.Transfer,
            Progress = options.Progress,
            ExpectedLength = content.Size,
            ContentType = headers ? entry.ContentType : null,
            CacheControl = headers ? entry.CacheControl : null,
            ContentDisposition = headers ? entry.ContentDisposition : null,
            ContentEncoding = headers ? entry.ContentEncoding : null,
            ContentLanguage = headers ? entry.ContentLanguage : null,
            Metadata = from.Metadata && to.Metadata ? entry.Metadata : null,
            Permissions = from.Permissions && to.Permissions ? entry.Permissions : null,
        };
    }
}
