using System.Security.Cryptography;
using Orbit.Storage;

namespace Orbit.Cli.Doctor;

/// <summary>Writes a small object, reads it back, finds it in the listing, renames it and deletes it. What was made is removed in every outcome.</summary>
internal sealed class Probe(IStorageBackend backend, StoragePath directory, Func<string, Func<Task<string?>>, Task<bool>> check)
{
    private const int Size = 4096;
    private static readonly TimeSpan CleanUpTime = TimeSpan.FromSeconds(15);

    private readonly StoragePath _written = directory.Combine($".orbit-doctor-{Guid.NewGuid():n}");
    private readonly byte[] _content = RandomNumberGenerator.GetBytes(Size);

    private StoragePath Renamed => _written.Value + "-renamed";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        bool mayExist = true;
        try
        {
            if (await check("write", () => WriteAsync(cancellationToken)))
            {
                await check("read back", () => ReadBackAsync(cancellationToken));
                await check("find in listing", () => FindAsync(cancellationToken));
                await check("rename", () => RenameAsync(cancellationToken));
                mayExist = !await check("delete", () => DeleteAsync(cancellationToken));
            }
        }
        finally
        {
            if (mayExist)
            {
                await CleanUpAsync();
            }
        }
    }

    private async Task<string?> WriteAsync(CancellationToken cancellationToken)
    {
        await backend.WriteBytesAsync(_written, _content, new WriteOptions { CreateParents = !backend.Capabilities.RealDirectories }, cancellationToken);
        return $"'{_written}', {Size} bytes";
    }

    private async Task<string?> ReadBackAsync(CancellationToken cancellationToken)
    {
        byte[] read = await backend.ReadBytesAsync(_written, cancellationToken: cancellationToken);
        return read.AsSpan().SequenceEqual(_content)
            ? null
            : throw new StorageException(StorageErrorKind.ChecksumMismatch, $"'{_written}' was read back with {read.Length} bytes that are not those that were written.");
    }

    private async Task<string?> FindAsync(CancellationToken cancellationToken)
    {
        await foreach (StorageEntry entry in backend.ListAsync(directory, null, cancellationToken))
        {
            if (entry.Path == _written)
            {
                return null;
            }
        }

        throw new StorageException(StorageErrorKind.Other, $"the listing of '{directory}' does not show '{_written}', which was just written; listings of this store lag behind.");
    }

    private async Task<string?> RenameAsync(CancellationToken cancellationToken)
    {
        await backend.RenameAsync(_written, Renamed, null, cancellationToken);
        return await backend.ExistsAsync(Renamed, cancellationToken) && !await backend.ExistsAsync(_written, cancellationToken)
            ? null
            : throw new StorageException(StorageErrorKind.Other, $"after the rename to '{Renamed}' the store does not show one name alone.");
    }

    private async Task<string?> DeleteAsync(CancellationToken cancellationToken)
    {
        await backend.DeleteAsync(Renamed, null, cancellationToken);
        await backend.DeleteAsync(_written, null, cancellationToken);
        return await backend.ExistsAsync(Renamed, cancellationToken) || await backend.ExistsAsync(_written, cancellationToken)
            ? throw new StorageException(StorageErrorKind.Other, $"'{_written}' is still there after it was deleted.")
            : null;
    }

    // With a deadline of its own: an interruption must not leave the probe behind.
    private async Task CleanUpAsync()
    {
        using CancellationTokenSource deadline = new(CleanUpTime);
        foreach (StoragePath path in new[] { _written, Renamed })
        {
            try
            {
                await backend.DeleteAsync(path, null, deadline.Token);
            }
            catch (Exception failure) when (failure is StorageException or OperationCanceledException)
            {
                // What was wrong has been said by the step that failed; where nothing was written, there is nothing to remove.
            }
        }
    }
}
