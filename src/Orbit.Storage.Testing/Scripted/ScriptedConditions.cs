namespace Orbit.Storage.Testing.Scripted;

/// <summary>The conditions of a read, as a server decides them (RFC 9110 section 13.2.2).</summary>
internal static class ScriptedConditions
{
    public static void Check(StorageEntry entry, ReadOptions options)
    {
        if ((options.IfMatch is { } match && match != entry.ETag) || entry.LastModified > options.IfUnmodifiedSince)
        {
            throw ScriptedStore.Failure(StorageErrorKind.PreconditionFailed, "the object is not the one asked for.");
        }

        if ((options.IfNoneMatch is { } none && none == entry.ETag) || entry.LastModified <= options.IfModifiedSince)
        {
            throw ScriptedStore.Failure(StorageErrorKind.NotModified, "the object has not changed.");
        }
    }
}
