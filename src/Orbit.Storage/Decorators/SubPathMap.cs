namespace Orbit.Storage.Decorators;

/// <summary>Turns paths below a prefix into those of the whole backend and back, and whatever holds one.</summary>
internal sealed class SubPathMap(StoragePath prefix)
{
    public StoragePath Prefix => prefix;

    public StoragePath In(StoragePath path) => prefix.Combine(path);

    public StoragePath Out(StoragePath path) => path.RelativeTo(prefix);

    public StorageEntry Out(StorageEntry entry) => entry.At(Out(entry.Path));

    public DeleteResult Out(DeleteResult result) => new(Out(result.Path), result.Error is { } error ? Out(error) : null);

    /// <summary>Names the path as the caller knows it; the message keeps the whole one, for whoever looks into the store.</summary>
    public StorageException Out(StorageException failure) =>
        failure.Path is { } path && path.IsAtOrBelow(prefix) ? failure.At(Out(path)) : failure;
}
