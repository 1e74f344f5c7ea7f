using System.Runtime.CompilerServices;

namespace Orbit.Storage.S3;

// What the versions of objects are for, and whether the bucket is there.
public sealed partial class S3Backend
{
    private static readonly StorageFault NoVersions = StorageFault.Unsupported("stores of this profile, or this bucket by it, keep no versions; choose the profile (Store) that says so.");

    /// <summary>
    /// Shows all versions of an object and of everything below its path, the newest first for each, delete markers included. Read one by <see cref="ReadOptions.VersionId"/>, delete it for good by
    /// <see cref="DeleteOptions.VersionId"/>, where <see cref="S3BackendOptions.Versions"/> is set.
    /// </summary>
    /// <param name="path">The object, or what the objects lie below. Default: the root, everything.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    /// <exception cref="StorageException"><see cref="StorageErrorKind.Unsupported"/>: <see cref="S3Profile.Versioning"/> is false.</exception>
    public async IAsyncEnumerable<S3ObjectVersion> ListVersionsAsync(StoragePath path = default, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        RequireVersions("list versions", path);
        S3VersionPages pages = new(_store, path);
        while (!pages.IsAtEnd)
        {
            foreach (S3ObjectVersion version in await RunOwnAsync("list versions", path, static (pages, token) => pages.ReadAsync(token), pages, cancellationToken).ConfigureAwait(false))
            {
                yield return version;
            }
        }
    }

    /// <summary>Makes a version the latest again, by a copy within the store; the versions after it stay.</summary>
    /// <param name="path">The object.</param>
    /// <param name="versionId">Which version; not a delete marker.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="StorageException"><see cref="StorageErrorKind.NotFound"/>: there is no such version. <see cref="StorageErrorKind.Unsupported"/>: <see cref="S3Profile.Versioning"/> is false.</exception>
    public Task RestoreVersionAsync(StoragePath path, string versionId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(versionId);
        RequireVersions("restore version", path);
        return RunOwnUntimedAsync(
            "restore version",
            path,
            static async (call, token) =>
            {
                await new S3Copy(call.store, call.path, call.path) { SourceVersionId = call.versionId }.RunAsync(new CopyOptions(), token).ConfigureAwait(false);
                return true;
            },
            (store: _store, path, versionId),
            cancellationToken);
    }

    /// <summary>Asks whether the bucket is there and may be listed, by one small request. Health checks ask so too.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="StorageException"><see cref="StorageErrorKind.ContainerNotFound"/>, <see cref="StorageErrorKind.PermissionDenied"/>,
    /// <see cref="StorageErrorKind.AuthenticationFailed"/>, or <see cref="StorageErrorKind.InvalidConfiguration"/> where it is in another region.</exception>
    public Task CheckBucketAsync(CancellationToken cancellationToken = default) => RunOwnAsync(
        "check bucket",
        StoragePath.Root,
        static async (entries, token) =>
        {
            await entries.CheckBucketAsync(token).ConfigureAwait(false);
            return true;
        },
        _entries,
        cancellationToken);

    private void RequireVersions(string operation, StoragePath path)
    {
        if (!_store.Profile.Versioning)
        {
            throw Refuse(operation, path, NoVersions);
        }
    }

    private StorageException Refuse(string operation, StoragePath path, StorageFault fault) =>
        new(fault.Kind, $"{Name}: cannot {operation} '{path}': {fault.Detail}") { Backend = Name, Operation = operation, Path = path };
}
