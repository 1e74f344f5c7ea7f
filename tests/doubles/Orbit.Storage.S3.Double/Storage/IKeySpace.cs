namespace Orbit.Storage.S3.Double.Storage;

/// <summary>The keys of a bucket in order, as a listing walks them.</summary>
internal interface IKeySpace
{
    long Count { get; }

    string KeyAt(long index);

    ListedObject At(long index);
}
