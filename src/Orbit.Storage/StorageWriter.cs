using System.IO.Pipelines;
using Orbit.Storage.Writing;

namespace Orbit.Storage;

/// <summary>
/// An object being written piece by piece, by one caller at a time. <see cref="CommitAsync"/> shows it; disposing it before aborts, so that an
/// exception on the way never leaves half an object. At most 1 MiB waits here for the store: then writing waits too.
/// </summary>
/// <remarks>
/// An open writer holds its share of the byte budget (<see cref="Resilience.TransferMemory"/>) from its first bytes to its end. A program that opens more of them
/// at once than the budget has parts, and must write to all before it commits any, waits for ever.
/// </remarks>
public sealed class StorageWriter : IAsyncDisposable
{
    private const int Open = 0;
    private const int Committed = 1;
    private const int Aborted = 2;
    private const int PauseThreshold = 1024 * 1024;
    private const int SegmentSize = 64 * 1024;

    private readonly PipeWriter _pipe;
    private readonly CommittedPipeWriter _output;
    private readonly CancellationTokenSource _stop;
    private readonly Task<WriteResult> _writing;
    private int _state;

    private StorageWriter(StoragePath path, PipeWriter pipe, CancellationTokenSource stop, Task<WriteResult> writing)
    {
        Path = path;
        _pipe = pipe;
        _stop = stop;
        _writing = writing;
        _output = new CommittedPipeWriter(pipe, writing);
    }

    /// <summary>The object.</summary>
    public StoragePath Path { get; }

    /// <summary>
    /// Takes content without a copy: <see cref="PipeWriter.GetMemory"/>, <see cref="PipeWriter.Advance"/>, <see cref="PipeWriter.FlushAsync"/>, of which the last waits
    /// for the store. Completing it says that no more comes, and does not commit; completing it with an exception makes the commit fail with it.
    /// </summary>
    public PipeWriter Output => _output;

    /// <summary>Writes bytes, waiting while the store is behind. A failure of the write so far is thrown here.</summary>
    /// <param name="content">The bytes; they may be changed once the task has completed.</param>
    /// <param name="cancellationToken">Ends the wait, not the write.</param>
    /// <exception cref="InvalidOperationException">The writer was committed or aborted.</exception>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default) =>
        await _output.WriteAsync(content, cancellationToken).ConfigureAwait(false);

    /// <summary>The same as a stream. Disposing it neither commits nor aborts. Its synchronous members block the thread while the store is behind.</summary>
    public Stream AsStream() => _output.AsStream(leaveOpen: true);

    /// <summary>Ends the content and shows the object, all at once.</summary>
    /// <param name="cancellationToken">Ends the call and leaves the target as it was.</param>
    /// <exception cref="InvalidOperationException">The writer was committed or aborted.</exception>
    public async Task<WriteResult> CommitAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Interlocked.CompareExchange(ref _state, Committed, Open) != Open)
        {
            throw new InvalidOperationException($"The writer of '{Path}' was committed or aborted before; open another to write again.");
        }

        await _pipe.CompleteAsync(_output.End()).ConfigureAwait(false);
        using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(static stop => ((CancellationTokenSource)stop!).Cancel(), _stop);
        try
        {
            return await _writing.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }

    /// <summary>Gives the write up and leaves the target as it was. Once more, or after a commit that failed, does nothing.</summary>
    /// <exception cref="InvalidOperationException">The object was committed; delete it instead.</exception>
    public async Task AbortAsync()
    {
        int before = Interlocked.CompareExchange(ref _state, Aborted, Open);
        if (before == Committed && !_writing.IsFaulted && !_writing.IsCanceled)
        {
            throw new InvalidOperationException($"'{Path}' was committed and cannot be aborted; delete it instead.");
        }

        if (before == Open)
        {
            _output.End();
            await _stop.CancelAsync().ConfigureAwait(false);
            await _pipe.CompleteAsync(new OperationCanceledException($"The write of '{Path}' was aborted.")).ConfigureAwait(false);
        }

        await ((Task)_writing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Aborts unless the writer was committed, and waits until nothing of it is left under way.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Volatile.Read(ref _state) == Open)
        {
            await AbortAsync().ConfigureAwait(false);
        }

        await ((Task)_writing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    internal static async Task<StorageWriter> OpenAsync(IStorageBackend backend, StoragePath path, WriteOptions? options, CancellationToken cancellationToken)
    {
        Pipe pipe = new(new PipeOptions(pauseWriterThreshold: PauseThreshold, resumeWriterThreshold: PauseThreshold / 2, minimumSegmentSize: SegmentSize, useSynchronizationContext: false));
        CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            Task<WriteResult> writing = backend.WriteAsync(path, pipe.Reader, options, stop.Token);
            if (writing.IsCompleted)
            {
                // It cannot have succeeded: the content has no end yet. So it was refused before any I/O.
                await writing.ConfigureAwait(false);
            }

            return new StorageWriter(path, pipe.Writer, stop, writing);
        }
        catch (Exception)
        {
            // The writer that would own the source of cancellation was not made.
            stop.Dispose();
            throw;
        }
    }
}
