namespace Orbit.Storage.Testing.Scripted;

/// <summary>One version of an object; immutable.</summary>
internal sealed class ScriptedObject(StorageEntry entry, byte[] content)
{
    public StorageEntry Entry => entry;

    public ReadOnlyMemory<byte> Content => content;

    public ScriptedObject MovedTo(StoragePath path) => new(Described(path, entry.LastModified!.Value, entry.ETag), content);

    public ScriptedObject CopiedTo(StoragePath path, DateTimeOffset now, string? tag) => new(Described(path, now, tag), content);

    private StorageEntry Described(StoragePath path, DateTimeOffset modified, string? tag) => new(path, StorageEntryKind.File)
    {
        Size = content.Length,
        LastModified = modified,
        ETag = tag,
        ContentType = entry.ContentType,
        CacheControl = entry.CacheControl,
        ContentDisposition = entry.ContentDisposition,
        ContentEncoding = entry.ContentEncoding,
        ContentLanguage = entry.ContentLanguage,
        Metadata = entry.Metadata,
    };
}
