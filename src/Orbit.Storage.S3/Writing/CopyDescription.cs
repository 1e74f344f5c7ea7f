using Amazon.S3;
using Amazon.S3.Model;

namespace Orbit.Storage.S3.Writing;

/// <summary>Carries what an object says of itself over to its copy, as it stands in the headers, where the store does not do it: in parts, and where some of it changes.</summary>
internal static class CopyDescription
{
    public static void Replace(CopyObjectRequest copy, GetObjectMetadataResponse from, StorageAttributes changes)
    {
        copy.MetadataDirective = S3MetadataDirective.REPLACE;
        copy.ContentType = changes.ContentType ?? from.Headers.ContentType;
        CarryHeaders(copy.Headers, from);
        CarryMetadata(copy.Metadata, from, changes);
        copy.WebsiteRedirectLocation = from.WebsiteRedirectLocation;
        copy.StorageClass ??= from.StorageClass;
        if (from.ServerSideEncryptionCustomerMethod is null || from.ServerSideEncryptionCustomerMethod == ServerSideEncryptionCustomerMethod.None)
        {
            copy.ServerSideEncryptionMethod ??= from.ServerSideEncryptionMethod;
            copy.ServerSideEncryptionKeyManagementServiceKeyId ??= from.ServerSideEncryptionKeyManagementServiceKeyId;
        }
    }

    public static void Carry(InitiateMultipartUploadRequest create, GetObjectMetadataResponse from, StorageAttributes? changes, List<Tag>? tags)
    {
        create.ContentType = changes?.ContentType ?? from.Headers.ContentType;
        CarryHeaders(create.Headers, from);
        CarryMetadata(create.Metadata, from, changes);
        create.WebsiteRedirectLocation = from.WebsiteRedirectLocation;
        create.TagSet = tags is { Count: > 0 } ? tags : create.TagSet;
    }

    private static void CarryHeaders(HeadersCollection to, GetObjectMetadataResponse from)
    {
        foreach (string name in new[] { "Cache-Control", "Content-Disposition", "Content-Encoding", "Content-Language" })
        {
            if (from.Headers[name] is { Length: > 0 } value)
            {
                to[name] = value;
            }
        }

        if (from.ExpiresString is { Length: > 0 } expires)
        {
            to["Expires"] = expires;
        }
    }

    private static void CarryMetadata(MetadataCollection to, GetObjectMetadataResponse from, StorageAttributes? changes)
    {
        if (changes?.Metadata is { } metadata)
        {
            foreach ((string name, string value) in metadata)
            {
                to[name] = S3Metadata.Encode(value);
            }

            return;
        }

        foreach (string name in from.Metadata.Keys)
        {
            to[name] = from.Metadata[name];
        }
    }
}
