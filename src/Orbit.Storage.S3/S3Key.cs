using System.Text;
using Amazon.S3;

namespace Orbit.Storage.S3;

/// <summary>Turns paths into keys below the backend's prefix, and keys back into paths.</summary>
internal sealed class S3Key
{
    /// <summary>Where the parts of composed uploads are joined, below the prefix: shown by no listing, and out of users' reach.</summary>
    public const string ReservedDirectory = ".orbit-compose";

    // Amazon S3 User Guide, "Naming Amazon S3 objects".
    private const int MaxBytes = 1024;

    private readonly IStorageBackend _owner;

    public S3Key(string prefix, IStorageBackend owner)
    {
        _owner = owner;
        Prefix = prefix.Length == 0 || prefix.EndsWith(StoragePath.Separator) ? prefix : prefix + StoragePath.Separator;
    }

    /// <summary>What every key starts with: empty, or ending in a separator.</summary>
    public string Prefix { get; }

    /// <summary>What the keys of temporary objects start with.</summary>
    public string Temporaries => Prefix + ReservedDirectory + StoragePath.Separator;

    /// <summary>What paths must keep to, so that every key can be stored, and asked for by the SDK.</summary>
    public StoragePathRules Rules(S3BackendOptions options) => new()
    {
        AllowsEmptySegments = true,
        MaxPathBytes = MaxBytes - Encoding.UTF8.GetByteCount(Prefix),
        AllowsControlCharacters = options.EffectiveStore.ControlCharactersInKeys,

        // With the bucket in the path, AWSSDK.S3 4.0 signs such a key as one path and sends another. The backend's own client puts that right.
        AllowsLeadingSeparator = Prefix.Length > 0 || options.Client is null or S3Client || options.Client.Config is not AmazonS3Config { ForcePathStyle: true },
        ReservedDirectory = ReservedDirectory,
    };

    /// <summary>The key of an object.</summary>
    public string Of(StoragePath path) => Prefix + path.Value;

    /// <summary>What the keys of everything below a directory start with.</summary>
    public string Below(StoragePath directory) => directory.IsRoot ? Prefix : Prefix + directory.Value + StoragePath.Separator;

    /// <summary>Whether a key is a temporary object's.</summary>
    public bool IsTemporary(string key) => key.StartsWith(Temporaries, StringComparison.Ordinal);

    /// <summary>The path of a key that starts with the prefix.</summary>
    public StoragePath ToPath(string key) => StoragePath.FromStoredName(key[Prefix.Length..], _owner);
}
