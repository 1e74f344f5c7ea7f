namespace Orbit.Storage.S3;

/// <summary>Copies an object on the server: CopyObject, or UploadPartCopy in parallel where it is larger than that takes.</summary>
internal sealed class S3Copy(S3Store store, StoragePath source, StoragePath destination)
{
    public Task RunAsync(CopyOptions options, CancellationToken cancellationToken) => throw new NotImplementedException($"{store} {source} {destination}");

    public Task ReplaceAttributesAsync(StorageAttributes attributes, CancellationToken cancellationToken) => throw new NotImplementedException();
}
