namespace Orbit.Storage.S3;

/// <summary>Turns paths into keys below the backend's prefix, and keys back into paths.</summary>
internal sealed class S3Key
{
    private readonly IStorageBackend _owner;

    public S3Key(string prefix, IStorageBackend owner)
    {
        _owner = owner;
        Prefix = prefix.Length == 0 || prefix.EndsWith(StoragePath.Separator) ? prefix : prefix + StoragePath.Separator;
    }

    /// <summary>What every key starts with: empty, or ending in a separator.</summary>
    public string Prefix { get; }

    /// <summary>The key of an object.</summary>
    public string Of(StoragePath path) => Prefix + path.Value;

    /// <summary>What the keys of everything below a directory start with.</summary>
    public string Below(StoragePath directory) => directory.IsRoot ? Prefix : Prefix + directory.Value + StoragePath.Separator;

    /// <summary>The path of a key that starts with the prefix.</summary>
    public StoragePath ToPath(string key) => StoragePath.FromStoredName(key[Prefix.Length..], _owner);
}
