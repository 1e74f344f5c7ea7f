using Orbit.Storage.Transfers;

namespace Orbit.Storage;

// Operations on single entries.
public abstract partial class StorageBackend
{
    private static readonly StorageFault SameObject = new(StorageErrorKind.SameObject, "source and destination are the same object.");

    /// <inheritdoc/>
    public Task<StorageEntry> StatAsync(StoragePath path, CancellationToken cancellationToken = default)
    {
        Admission.Path(this, StorageOperation.Stat, path);
        return RunAsync(StorageOperation.Stat, path, static (backend, path, token) => backend.StatCoreAsync(path, token), Admission.Directory(this, path), cancellationToken);
    }

    /// <inheritdoc/>
    public Task CreateDirectoryAsync(StoragePath path, CreateDirectoryOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= CreateDirectoryOptions.Default;
        Admission.Path(this, StorageOperation.CreateDirectory, path);
        if (options.Permissions is not null && !Capabilities.Permissions)
        {
            Admission.Refuse(this, StorageOperation.CreateDirectory, path, StorageFault.Unsupported("this backend keeps no permissions; leave Permissions out."));
        }

        return path.IsRoot
            ? Task.CompletedTask
            : RunAsync(StorageOperation.CreateDirectory, path, static async (backend, call, token) =>
            {
                await backend.CreateDirectoryCoreAsync(call.path, call.options, token).ConfigureAwait(false);
                return true;
            }, (path: Admission.Directory(this, path), options), cancellationToken);
    }

    /// <inheritdoc/>
    public Task RenameAsync(StoragePath source, StoragePath destination, RenameOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= RenameOptions.Default;
        AdmitPair(StorageOperation.Rename, source, destination, options.Overwrite || Capabilities.RenameIfAbsent, nameof(StorageCapabilities.RenameIfAbsent));
        if (Capabilities.RealDirectories && destination != source && destination.IsAtOrBelow(source))
        {
            Admission.Refuse(this, StorageOperation.Rename, destination, StorageFault.InvalidPath($"the destination lies inside the source '{source}'."));
        }

        return RunChangeAsync(StorageOperation.Rename, source, static async (backend, call, token) =>
        {
            if (call.source == call.destination)
            {
                // A directory counts as one that exists at the destination, as any other would; an object as the same.
                StorageEntry entry = await backend.StatCoreAsync(call.source, token).ConfigureAwait(false);
                throw entry.Kind == StorageEntryKind.Directory
                    ? new StorageException(StorageErrorKind.AlreadyExists, "the destination is a directory that exists: the source itself.")
                    : new StorageException(SameObject, null);
            }

            await backend.RenameCoreAsync(call.source, call.destination, call.options, token).ConfigureAwait(false);
            return true;
        }, (source, destination, options), cancellationToken);
    }

    /// <inheritdoc/>
    public Task CopyAsync(StoragePath source, StoragePath destination, CopyOptions? options = null, CancellationToken cancellationToken = default)
    {
        options = (options ?? CopyOptions.Default).Validated();
        AdmitPair(StorageOperation.Copy, source, destination, options.Overwrite || Capabilities.CopyIfAbsent, nameof(StorageCapabilities.CopyIfAbsent));
        if (options.Durable && !Capabilities.DurableWrite)
        {
            Admission.Refuse(this, StorageOperation.Copy, destination, StorageFault.Unsupported("this backend cannot promise a durable copy; leave Durable out."));
        }

        return RunUntimedAsync(StorageOperation.Copy, source, static async (backend, call, token) =>
        {
            await backend.CopyCoreAsync(call.source, call.destination, call.options, token).ConfigureAwait(false);
            return true;
        }, (source, destination, options), cancellationToken);
    }

    /// <inheritdoc/>
    public Task SetAttributesAsync(StoragePath path, StorageAttributes attributes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        Admission.Attributes(this, path, attributes);
        return RunChangeAsync(StorageOperation.SetAttributes, path, static async (backend, call, token) =>
        {
            await backend.SetAttributesCoreAsync(call.path, call.attributes, token).ConfigureAwait(false);
            return true;
        }, (path: Admission.Directory(this, path), attributes), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<StorageAttributes> GetAttributesAsync(StoragePath path, CancellationToken cancellationToken = default)
    {
        Admission.Path(this, StorageOperation.GetAttributes, path);
        return RunAsync(StorageOperation.GetAttributes, path, static (backend, path, token) => backend.GetAttributesCoreAsync(path, token), Admission.Directory(this, path), cancellationToken);
    }

    private Task<TResult> RunChangeAsync<TState, TResult>(
        string operation, StoragePath path, Func<StorageBackend, TState, CancellationToken, Task<TResult>> core, TState state, CancellationToken cancellationToken) => ChangesByCopying
        ? RunUntimedAsync(operation, path, core, state, cancellationToken)
        : RunAsync(operation, path, core, state, cancellationToken);

    /// <summary>Copies through this process: a read fed into a write, which keeps all promises of both.</summary>
    private async Task CopyThroughAsync(StoragePath source, StoragePath destination, CopyOptions options, CancellationToken cancellationToken)
    {
        StorageContent content = await OpenReadAsync(source, new ReadOptions { Transfer = options.Transfer }, cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            WriteOptions write = CarriedDescription.Of(content, Capabilities, options);
            await WriteAsync(destination, content.Reader, write, cancellationToken).ConfigureAwait(false);
        }
    }

    private void AdmitPair(string operation, StoragePath source, StoragePath destination, bool canCreateOnly, string capability)
    {
        Admission.ObjectPath(this, operation, source);
        Admission.ObjectPath(this, operation, destination);
        if (!canCreateOnly)
        {
            Admission.Refuse(this, operation, destination, StorageFault.Unsupported($"this backend cannot honour Overwrite = false without a race (its capability {capability} is false)."));
        }

        // Where directories can be renamed, only the store can tell whether the path names one.
        if (source == destination && !(operation == StorageOperation.Rename && Capabilities.RenameDirectory))
        {
            Admission.Refuse(this, operation, source, SameObject);
        }
    }
}
