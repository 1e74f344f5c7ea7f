using System.IO.Pipelines;
using Orbit.Storage.Diagnostics;
using Orbit.Storage.Transport;
using Orbit.Storage.Writing;

namespace Orbit.Storage;

// Writing: the part pump between the caller's pipe and the backend's sink.
public abstract partial class StorageBackend
{
    /// <inheritdoc/>
    public Task<WriteResult> WriteAsync(StoragePath path, PipeReader source, WriteOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        return WriteAndReleaseAsync(path, source, options ?? WriteOptions.Default, cancellationToken);
    }

    private async Task<WriteResult> WriteAndReleaseAsync(StoragePath path, PipeReader source, WriteOptions options, CancellationToken cancellationToken)
    {
        OperationScope scope = new(Name, StorageOperation.Write, path);
        Exception? failure = null;
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed != 0, this);
            Admission.Write(this, path, options.Validated());
            cancellationToken.ThrowIfCancellationRequested();
            return await PumpAsync(path, source, options, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception thrown)
        {
            scope.Fail(failure = thrown);
            throw;
        }
        finally
        {
            await source.CompleteAsync(failure).ConfigureAwait(false);
            scope.Dispose();
        }
    }

    private async Task<WriteResult> PumpAsync(StoragePath path, PipeReader source, WriteOptions options, CancellationToken cancellationToken)
    {
        TransferOptions transfer = EffectiveTransfer(options.Transfer);
        FailureTranslator translator = new(this, StorageOperation.Write, path);
        if (PartPlan.TryCreate(Capabilities, Math.Min(transfer.PartSize!.Value, Services.Memory.LargestReservation), options.ExpectedLength, out PartPlan? plan) is { } fault)
        {
            throw translator.Refuse(fault);
        }

        using ContentHasher? hasher = ContentHasher.For(options.Checksum);
        ProgressMeter? meter = ProgressMeter.Start(options.Progress, options.ExpectedLength, Services.Time, Logger);
        using SlabChain chain = new(await Services.Memory.ReserveAsync(Math.Max(1, plan!.SizeOf(0, 0)), cancellationToken).ConfigureAwait(false));
        GuardedPartSink? sink = null;
        try
        {
            IPartSink raw = await _retry.ExecuteAsync(static async (call, token) =>
            {
                try
                {
                    return await call.backend.OpenSinkCoreAsync(call.request, token).ConfigureAwait(false);
                }
                catch (Exception failure) when (call.translator.TryTranslate(failure, out StorageException? translated))
                {
                    throw translated;
                }
            }, (backend: this, request: new WriteRequest(path, options), translator), cancellationToken).ConfigureAwait(false);
            sink = new GuardedPartSink(raw, translator);
            PartPump pump = new(chain, source, sink, plan, hasher, _retry, Capabilities.PartChecksums);
            WriteResult result = await pump.RunAsync(translator, cancellationToken).ConfigureAwait(false);
            StorageTelemetry.BytesWritten.Add(result.Size);
            meter?.Add(result.Size);
            meter?.Complete();
            return result;
        }
        catch (Exception)
        {
            if (sink is not null)
            {
                try
                {
                    using CancellationTokenSource deadline = new(Deadlines.Abort, Services.Time);
                    await sink.AbortAsync(deadline.Token).ConfigureAwait(false);
                }
                catch (Exception second)
                {
                    Logger.AbortFailed(second, Name, path);
                }
            }

            throw;
        }
        finally
        {
            if (sink is not null)
            {
                await sink.DisposeAsync().ConfigureAwait(false);
            }
        }
    }
}
