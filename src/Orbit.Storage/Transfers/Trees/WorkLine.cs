using System.Runtime.ExceptionServices;
using System.Threading.Channels;

namespace Orbit.Storage.Transfers.Trees;

/// <summary>
/// A bounded line of work, done a few pieces at a time while it is still being filled. Whoever fills it waits while it is full; the first failure stops all.
/// </summary>
internal sealed class WorkLine<T> : IDisposable
{
    private readonly Channel<T> _line;
    private readonly CancellationTokenSource _stop;
    private ExceptionDispatchInfo? _firstFailure;

    private WorkLine(int workers, CancellationToken cancellationToken)
    {
        _line = Channel.CreateBounded<T>(new BoundedChannelOptions(workers) { SingleWriter = true });
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    }

    /// <summary>Ends with the caller's token and with the first failure.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>Runs it to its end.</summary>
    /// <param name="workers">How many pieces are done at once.</param>
    /// <param name="fill">Fills it.</param>
    /// <param name="work">Does one piece.</param>
    /// <param name="cancellationToken">Ends the call, when all that was under way has stopped.</param>
    public static async Task RunAsync(int workers, Func<WorkLine<T>, Task> fill, Func<T, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        using WorkLine<T> line = new(workers, cancellationToken);
        Task[] running = new Task[workers];
        for (int i = 0; i < workers; i++)
        {
            running[i] = Task.Run(() => line.WorkAsync(work), CancellationToken.None);
        }

        try
        {
            await fill(line).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            // Not lost: it is thrown below, when all have stopped.
            line.Fail(failure);
        }

        line._line.Writer.TryComplete();
        await Task.WhenAll(running).ConfigureAwait(false);
        if (line._firstFailure?.SourceException is OperationCanceledException)
        {
            // The caller gets the token it knows, not the joined one.
            cancellationToken.ThrowIfCancellationRequested();
        }

        line._firstFailure?.Throw();
        cancellationToken.ThrowIfCancellationRequested();
    }

    public ValueTask AddAsync(T item) => _line.Writer.WriteAsync(item, Stop);

    public void Dispose() => _stop.Dispose();

    private async Task WorkAsync(Func<T, CancellationToken, Task> work)
    {
        try
        {
            while (await _line.Reader.WaitToReadAsync(Stop).ConfigureAwait(false))
            {
                while (_line.Reader.TryRead(out T? item))
                {
                    Stop.ThrowIfCancellationRequested();
                    await work(item, Stop).ConfigureAwait(false);
                }
            }
        }
        catch (Exception failure)
        {
            // Not lost: RunAsync throws the first when all have stopped.
            Fail(failure);
        }
    }

    private void Fail(Exception failure)
    {
        if (Interlocked.CompareExchange(ref _firstFailure, ExceptionDispatchInfo.Capture(failure), null) is null)
        {
            _stop.Cancel();
        }
    }
}
