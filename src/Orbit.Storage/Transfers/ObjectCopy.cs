using System.Globalization;
using System.IO.Pipelines;

namespace Orbit.Storage.Transfers;

/// <summary>Copies one object: within its backend where source and target are one, else from the one's reader straight into the other's writer.</summary>
internal sealed class ObjectCopy
{
    private readonly IStorageBackend _source;
    private readonly IStorageBackend _target;
    private readonly CopyToOptions _options;
    private readonly CarriedAttributes _carried;

    /// <summary>Prepares copies with the same options, and refuses those that the pair cannot honour.</summary>
    public ObjectCopy(IStorageBackend source, IStorageBackend target, StoragePath targetPath, CopyToOptions options)
    {
        _source = source;
        _target = target;
        _options = options;
        IsWithin = ReferenceEquals(source, target) && options.PreservePermissions != false;
        _carried = CarriedAttributes.Between(source, target, targetPath, options.PreserveTimes, options.PreservePermissions);
        string? lacking = options.Resume is null ? null
            : IsWithin ? "a copy within one backend is a single step"
            : !target.Capabilities.ResumableWrite ? $"its capability {nameof(StorageCapabilities.ResumableWrite)} is false"
            : null;
        if (lacking is not null)
        {
            throw FailureTranslator.Refuse(target, StorageOperation.Write, targetPath, StorageFault.Unsupported($"this backend cannot honour {nameof(options.Resume)} here ({lacking}); leave it out."));
        }
    }

    /// <summary>Whether the backend copies by itself.</summary>
    public bool IsWithin { get; }

    /// <summary>Copies.</summary>
    /// <param name="path">The object.</param>
    /// <param name="targetPath">The copy.</param>
    /// <param name="known">The object as a listing just described it, which spares a stat; null where there was none.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<CopyToResult> RunAsync(StoragePath path, StoragePath targetPath, StorageEntry? known, CancellationToken cancellationToken) =>
        IsWithin ? CopyWithinAsync(path, targetPath, known, cancellationToken)
        : known?.Size <= SmallObject.Limit ? CopySmallAsync(path, targetPath, cancellationToken)
        : CopyThroughAsync(path, targetPath, cancellationToken);

    private async Task<CopyToResult> CopyWithinAsync(StoragePath path, StoragePath targetPath, StorageEntry? known, CancellationToken cancellationToken)
    {
        CopyOptions copy = new()
        {
            Overwrite = _options.Overwrite,
            CreateParents = _options.CreateParents,
            Durable = _options.Durable,
            Transfer = _options.Transfer,
            Progress = _options.Progress,
        };
        await _source.CopyAsync(path, targetPath, copy, cancellationToken).ConfigureAwait(false);
        if (_carried.Times)
        {
            known ??= await _source.StatAsync(path, cancellationToken).ConfigureAwait(false);
            if (_carried.TimeOf(known) is { } time)
            {
                await _target.SetAttributesAsync(targetPath, new StorageAttributes { LastModified = time }, cancellationToken).ConfigureAwait(false);
            }
        }

        if (_options.Verification == TransferVerification.Checksum)
        {
            string? difference = await ContentComparison.FindDifferenceAsync(_source, path, _target, targetPath, _options.Transfer, cancellationToken).ConfigureAwait(false);
            ThrowIfDifferent(targetPath, difference, "The copy was left for you to look at.");
        }

        return new CopyToResult(targetPath) { Size = known?.Size, Source = known, WithinBackend = true };
    }

    private async Task<CopyToResult> CopySmallAsync(StoragePath path, StoragePath targetPath, CancellationToken cancellationToken)
    {
        SmallObject? small = await SmallObject.TryReadAsync(_source, path, _options.Transfer, cancellationToken).ConfigureAwait(false);
        if (small is null)
        {
            return await CopyThroughAsync(path, targetPath, cancellationToken).ConfigureAwait(false);
        }

        CopyToResult result = await WriteAsync(small.Entry, small.Content.Length, PipeReader.Create(small.Content), isChecked: false, targetPath, cancellationToken).ConfigureAwait(false);
        small.Dispose();
        return result;
    }

    private async Task<CopyToResult> CopyThroughAsync(StoragePath path, StoragePath targetPath, CancellationToken cancellationToken)
    {
        StorageContent content = await _source.OpenReadAsync(path, new ReadOptions { Transfer = _options.Transfer }, cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            return await WriteAsync(content.Entry, content.Size, content.Reader, isChecked: true, targetPath, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<CopyToResult> WriteAsync(StorageEntry entry, long size, PipeReader reader, bool isChecked, StoragePath targetPath, CancellationToken cancellationToken)
    {
        bool promises = _options.Verification == TransferVerification.Checksum || (!isChecked && entry.Checksum?.Algorithm == ChecksumAlgorithm.Crc32);
        WriteOptions write = CarriedDescription.Of(entry, size, _carried, _options, promises);
        if (write.Resume is not null)
        {
            write = write.WithFingerprint(string.Create(CultureInfo.InvariantCulture, $"{size} {entry.LastModified:O} {entry.ETag}"));
        }

        bool readsBack = _options.Verification == TransferVerification.Checksum && !_target.Capabilities.PartChecksums;
        bool beforeItShows = readsBack && _target.Capabilities.ReadBack;
        write = beforeItShows ? write.WithReadBack() : write;
        HashingPipeReader? hashing = readsBack && !beforeItShows ? new HashingPipeReader(reader) : null;
        WriteResult result = await _target.WriteAsync(targetPath, hashing ?? reader, write, cancellationToken).ConfigureAwait(false);
        if (hashing is not null)
        {
            await ReadBackAsync(hashing.Checksum, result, cancellationToken).ConfigureAwait(false);
        }

        return new CopyToResult(targetPath) { Size = result.Size, ResumedBytes = result.ResumedBytes, ETag = result.ETag, LastModified = result.LastModified, Source = entry };
    }

    private async Task ReadBackAsync(ContentChecksum sent, WriteResult written, CancellationToken cancellationToken)
    {
        ContentChecksum found = await ContentComparison.ChecksumAsync(_target, written.Path, _options.Transfer, cancellationToken).ConfigureAwait(false);
        if (!found.Equals(sent))
        {
            string fate = await DeleteAsync(written, cancellationToken).ConfigureAwait(false) ? "The copy was deleted." : "The object there is another one by now, or could not be deleted.";
            ThrowIfDifferent(written.Path, $"what was read has {sent}, what arrived {found}", fate);
        }
    }

    // Nobody may take it for a good copy, which its size and time would say. What somebody else wrote meanwhile stays.
    private async Task<bool> DeleteAsync(WriteResult written, CancellationToken cancellationToken)
    {
        try
        {
            StorageEntry entry = await _target.StatAsync(written.Path, cancellationToken).ConfigureAwait(false);
            bool isOurs = entry.Size == written.Size && entry.ETag == written.ETag && entry.LastModified == written.LastModified;
            if (isOurs)
            {
                await _target.DeleteAsync(written.Path, null, cancellationToken).ConfigureAwait(false);
            }

            return isOurs;
        }
        catch (StorageException)
        {
            // The mismatch is what the caller must hear of; that it was not deleted is said with it.
            return false;
        }
    }

    private void ThrowIfDifferent(StoragePath targetPath, string? difference, string fate)
    {
        if (difference is not null)
        {
            throw FailureTranslator.Refuse(
                _target, StorageOperation.Write, targetPath, new StorageFault(StorageErrorKind.ChecksumMismatch, $"{difference}. {fate} Copy it again; if that fails too, a disk or its memory is at fault."));
        }
    }
}
