namespace Orbit.Storage.S3.Double.Storage;

/// <summary>The stored objects as they were when the listing looked.</summary>
internal sealed class SortedKeys(StoredObject[] objects) : IKeySpace
{
    public long Count => objects.Length;

    public string KeyAt(long index) => objects[index].Key;

    public ListedObject At(long index)
    {
        StoredObject stored = objects[index];
        return new ListedObject(stored.Key, stored.Content.Length, stored.ETag, stored.LastModified);
    }
}
