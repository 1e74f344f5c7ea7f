using System.IO.Pipelines;
using Orbit.Storage.Diagnostics;
using Orbit.Storage.Transport;
using Orbit.Storage.Writing;

namespace Orbit.Storage;

// Writing: the part pump between the caller's pipe and the backend's sink.
public abstract partial class StorageBackend : IWriteTarget
{
    /// <inheritdoc/>
    public Task<WriteResult> WriteAsync(StoragePath path, PipeReader source, WriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        return WriteAndReleaseAsync(path, new SourceReader(source, Logger), options ?? WriteOptions.Default, cancellationToken);
    }

    Task<IPartSink> IWriteTarget.OpenSinkAsync(WriteRequest request, CancellationToken cancellationToken) => OpenSinkCoreAsync(request, cancellationToken);

    Task<StorageEntry> IWriteTarget.LookAsync(StoragePath path, CancellationToken cancellationToken) => StatCoreAsync(path, cancellationToken);

    private async Task<WriteResult> WriteAndReleaseAsync(StoragePath path, SourceReader source, WriteOptions options, CancellationToken cancellationToken)
    {
        OperationScope scope = new(Name, StorageOperation.Write, path);
        Exception? outcome = null;
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed != 0, this);
            Admission.Write(this, path, options.Validated());
            cancellationToken.ThrowIfCancellationRequested();
            return options.Resume is null
                ? await new ObjectWriter(source, this, SettingsOf(path, options, null)).WriteAsync(cancellationToken).ConfigureAwait(false)
                : await WriteResumablyAsync(path, source, options, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            scope.Fail(outcome = failure);
            throw;
        }
        finally
        {
            await source.CompleteAsync(outcome).ConfigureAwait(false);
            scope.Dispose();
        }
    }

    private async Task<WriteResult> WriteResumablyAsync(StoragePath path, SourceReader source, WriteOptions options, CancellationToken cancellationToken)
    {
        FailureTranslator translator = new(this, StorageOperation.Write, path);
        WriteJournal journal = await WriteJournal.OpenAsync(options, Services.Time, translator, cancellationToken).ConfigureAwait(false);
        await using (journal.ConfigureAwait(false))
        {
            return await new ObjectWriter(source, this, SettingsOf(path, options, journal)).WriteAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private WriteSettings SettingsOf(StoragePath path, WriteOptions options, WriteJournal? journal)
    {
        TransferOptions transfer = EffectiveTransfer(options.Transfer);
        FailureTranslator translator = new(this, StorageOperation.Write, path);
        if (PartPlan.TryCreate(LimitsOf(options), journal?.PartSize ?? PartSizeOf(options, transfer), options.ExpectedLength, out PartPlan? plan) is { } fault)
        {
            throw translator.Refuse(fault);
        }

        return new WriteSettings
        {
            Request = new WriteRequest(path, options),
            Plan = plan!,
            Concurrency = transfer.Concurrency ?? 1,
            SpoolDirectory = transfer.SpoolDirectory,
            PartChecksums = Capabilities.PartChecksums,
            Retry = _retry,
            Deadlines = Deadlines,
            Time = Services.Time,
            Memory = Services.Memory,
            Translator = translator,
            Logger = Logger,
            Journal = journal,
            Meter = ProgressMeter.Start(options.Progress, options.ExpectedLength, Services.Time, Logger),
        };
    }

    // A size that somebody asked for is kept, by way of the disk if need be; the backend's own gives way to a small byte budget.
    private long PartSizeOf(WriteOptions options, TransferOptions effective)
    {
        long size = effective.PartSize ?? Services.Memory.LargestReservation;
        if ((options.Transfer?.PartSize ?? ConfiguredTransfer.PartSize) is not null)
        {
            return size;
        }

        size = options.Resume is null ? size : Math.Max(size, JournaledPart.SizeFor(options.ExpectedLength));
        return Math.Min(size, Services.Memory.LargestReservation);
    }
}
