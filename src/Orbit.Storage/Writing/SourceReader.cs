using System.Buffers;
using System.IO.Pipelines;
using Microsoft.Extensions.Logging;
using Orbit.Storage.Diagnostics;

namespace Orbit.Storage.Writing;

/// <summary>
/// The source of a write, which is completed in every outcome. A read that does not heed its token can be left behind: the source is then
/// completed when that read has come back.
/// </summary>
internal sealed class SourceReader(PipeReader pipe, ILogger logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    private const int Idle = 0;
    private const int Reading = 1;
    private const int Abandoned = 2;

    private int _state;
    private Task _abandoned = Task.CompletedTask;

    /// <summary>The pipe. A read from it, or from <see cref="Stream"/>, stands between <see cref="Enter"/> and <see cref="Leave"/>.</summary>
    public PipeReader Pipe => pipe;

    /// <summary>The source as a stream, while it can be read straight into the writer's memory; else null.</summary>
    public StreamSource? Stream => pipe is StreamSource { IsDrained: true } stream ? stream : null;

    /// <summary>Looks, without waiting and without consuming, whether the source has ended and all of the content is there.</summary>
    /// <param name="limit">The most bytes that count as content.</param>
    /// <param name="content">The content, valid until <see cref="PipeReader.AdvanceTo(SequencePosition)"/>, which the caller calls.</param>
    public bool TryReadWhole(long limit, out ReadOnlySequence<byte> content)
    {
        content = default;
        if (!pipe.TryRead(out ReadResult result))
        {
            return false;
        }

        if (result.IsCompleted && !result.IsCanceled && result.Buffer.Length <= limit)
        {
            content = result.Buffer;
            return true;
        }

        pipe.AdvanceTo(result.Buffer.Start);
        return false;
    }

    public void Enter() => Volatile.Write(ref _state, Reading);

    /// <summary>Ends a read.</summary>
    /// <exception cref="OperationCanceledException">Nobody waits for it any more: what it brought must not be touched.</exception>
    public void Leave()
    {
        if (Interlocked.CompareExchange(ref _state, Idle, Reading) == Abandoned)
        {
            throw new OperationCanceledException("The write ended before its source answered.");
        }
    }

    /// <summary>Awaits a task that reads from here. A read that has not come back some time after the write was stopped is left behind.</summary>
    /// <exception cref="OperationCanceledException">The read was left behind: the task touches nothing more that the write owns.</exception>
    public async ValueTask AwaitAsync(Task reading, TimeProvider time, CancellationToken stop)
    {
        await reading.WaitAsync(stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!reading.IsCompleted)
        {
            long stoppedAt = time.GetTimestamp();
            pipe.CancelPendingRead();
            while (!reading.IsCompleted)
            {
                await Task.WhenAny(reading, Task.Delay(Poll, time, CancellationToken.None)).ConfigureAwait(false);
                if (!reading.IsCompleted && time.GetElapsedTime(stoppedAt) >= Patience && TryAbandon(reading))
                {
                    throw new OperationCanceledException(stop);
                }
            }
        }

        await reading.ConfigureAwait(false);
    }

    /// <summary>Releases the producer; with the failure, if there was one. Waits for no read that was left behind.</summary>
    public ValueTask CompleteAsync(Exception? failure)
    {
        Task completion = CompleteBehindAsync(failure);
        return _abandoned.IsCompleted ? new ValueTask(completion) : default;
    }

    private bool TryAbandon(Task reading)
    {
        if (Interlocked.CompareExchange(ref _state, Abandoned, Reading) != Reading)
        {
            return false;
        }

        _abandoned = reading;
        return true;
    }

    private async Task CompleteBehindAsync(Exception? failure)
    {
        await _abandoned.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            await pipe.CompleteAsync(failure).ConfigureAwait(false);
        }
        catch (Exception thrown) when (thrown is not OutOfMemoryException)
        {
            // The write has its outcome already, and neither success nor the first failure is undone by a source that closes badly.
            logger.SourceClosingFailed(thrown);
        }
    }
}
