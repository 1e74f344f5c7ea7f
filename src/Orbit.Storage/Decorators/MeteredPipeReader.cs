using System.Buffers;
using System.IO.Pipelines;

namespace Orbit.Storage.Decorators;

/// <summary>Pays for bytes before it shows them; those that were left where they were are paid for once.</summary>
internal sealed class MeteredPipeReader(PipeReader inner, ByteMeter meter) : DelegatingPipeReader(inner)
{
    private ReadOnlySequence<byte> _shown;
    private long _paid;
    private CancellationTokenSource? _waiting;
    private bool _isCanceled;
    private bool _hasStaleCancel;

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        ValueTask<ReadResult> read = Inner.ReadAsync(cancellationToken);
        if (!read.IsCompletedSuccessfully)
        {
            return AwaitAsync(read, cancellationToken);
        }

        ReadResult result = read.Result;
        return !result.IsCanceled && TryPay(result) ? new ValueTask<ReadResult>(Show(result)) : SettleAsync(result, cancellationToken);
    }

    public override bool TryRead(out ReadResult result)
    {
        if (!Inner.TryRead(out result))
        {
            return false;
        }

        if (!result.IsCanceled && TryPay(result))
        {
            Show(result);
            return true;
        }

        if (result.IsCanceled && !_hasStaleCancel)
        {
            result = ShowCanceled(result);
            return true;
        }

        // Whoever waits for it pays for it.
        _hasStaleCancel &= !result.IsCanceled;
        Inner.AdvanceTo(result.Buffer.Start, result.Buffer.Start);
        result = default;
        return false;
    }

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        _paid -= _shown.IsEmpty ? 0 : _shown.Slice(_shown.Start, consumed).Length;
        _shown = default;
        Inner.AdvanceTo(consumed, examined);
    }

    public override void CancelPendingRead()
    {
        // The reader waits for bytes or for permits, or is about to turn from the one to the other: it hears of it in either.
        Volatile.Write(ref _isCanceled, true);
        Interlocked.MemoryBarrier();
        Inner.CancelPendingRead();
        Volatile.Read(ref _waiting)?.Cancel();
    }

    private async ValueTask<ReadResult> AwaitAsync(ValueTask<ReadResult> read, CancellationToken cancellationToken) =>
        await SettleAsync(await read.ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    private async ValueTask<ReadResult> SettleAsync(ReadResult result, CancellationToken cancellationToken)
    {
        if (result.IsCanceled && _hasStaleCancel)
        {
            // Shown already, by the wait for permits that it ended.
            _hasStaleCancel = false;
            Inner.AdvanceTo(result.Buffer.Start, result.Buffer.Start);
            result = await Inner.ReadAsync(cancellationToken).ConfigureAwait(false);
        }

        return result.IsCanceled ? ShowCanceled(result)
            : TryPay(result) ? Show(result)
            : await PayAsync(result, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<ReadResult> PayAsync(ReadResult result, CancellationToken cancellationToken)
    {
        CancellationTokenSource waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Volatile.Write(ref _waiting, waiting);
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _isCanceled))
        {
            waiting.Cancel();
        }

        try
        {
            await meter.PayAsync(Owed(result), waiting.Token).ConfigureAwait(false);
            _paid = result.Buffer.Length;
            return Show(result);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The inner reader still holds the cancellation, for its next read.
            _hasStaleCancel = true;
            return ShowCanceled(result);
        }
        catch
        {
            Inner.AdvanceTo(result.Buffer.Start, result.Buffer.Start);
            throw;
        }
        finally
        {
            Volatile.Write(ref _waiting, null);

            // Not disposed: CancelPendingRead may hold it still. It has no timer, and the caller's token lets go of it here.
            waiting.Cancel();
        }
    }

    private bool TryPay(in ReadResult result)
    {
        long owed = Owed(result);
        if (owed > 0 && !meter.TryPay(owed))
        {
            return false;
        }

        _paid = Math.Max(_paid, result.Buffer.Length);
        return true;
    }

    private long Owed(in ReadResult result) => result.Buffer.Length - _paid;

    // What was paid for before may be shown.
    private ReadResult ShowCanceled(in ReadResult result)
    {
        Volatile.Write(ref _isCanceled, false);
        return Show(new ReadResult(result.Buffer.Slice(0, Math.Max(0, _paid)), isCanceled: true, isCompleted: false));
    }

    private ReadResult Show(ReadResult result)
    {
        _shown = result.Buffer;
        return result;
    }
}
