using System.Buffers;
using System.IO.Pipelines;

namespace Orbit.Storage.Decorators;

/// <summary>Pays for bytes before it shows them; those that were left where they were are paid for once.</summary>
internal sealed class MeteredPipeReader(PipeReader inner, ByteMeter meter) : DelegatingPipeReader(inner)
{
    private ReadOnlySequence<byte> _shown;
    private long _paid;
    private CancellationTokenSource? _waiting;

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        ValueTask<ReadResult> read = Inner.ReadAsync(cancellationToken);
        if (!read.IsCompletedSuccessfully)
        {
            return AwaitAsync(read, cancellationToken);
        }

        ReadResult result = read.Result;
        return TryPay(result) ? new ValueTask<ReadResult>(Show(result)) : PayAsync(result, cancellationToken);
    }

    public override bool TryRead(out ReadResult result)
    {
        if (!Inner.TryRead(out result))
        {
            return false;
        }

        if (TryPay(result))
        {
            Show(result);
            return true;
        }

        // Whoever waits for it pays for it.
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
        // One of the two is what the reader waits for.
        CancellationTokenSource? waiting = Volatile.Read(ref _waiting);
        if (waiting is null)
        {
            Inner.CancelPendingRead();
        }
        else
        {
            waiting.Cancel();
        }
    }

    private async ValueTask<ReadResult> AwaitAsync(ValueTask<ReadResult> read, CancellationToken cancellationToken)
    {
        ReadResult result = await read.ConfigureAwait(false);
        return TryPay(result) ? Show(result) : await PayAsync(result, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<ReadResult> PayAsync(ReadResult result, CancellationToken cancellationToken)
    {
        CancellationTokenSource waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Volatile.Write(ref _waiting, waiting);
        try
        {
            await meter.PayAsync(Owed(result), waiting.Token).ConfigureAwait(false);
            _paid = result.Buffer.Length;
            return Show(result);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // What was paid for before may be shown.
            return Show(new ReadResult(result.Buffer.Slice(0, _paid), isCanceled: true, isCompleted: false));
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

    private ReadResult Show(ReadResult result)
    {
        _shown = result.Buffer;
        return result;
    }
}
