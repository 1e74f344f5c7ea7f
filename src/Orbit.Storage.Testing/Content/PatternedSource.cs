using System.Buffers;
using System.IO.Pipelines;
using NUnit.Framework;

namespace Orbit.Storage.Testing.Content;

/// <summary>The source of a write, which remembers how much was taken from it and how its reader left it.</summary>
public sealed class PatternedSource : PipeReader
{
    private readonly PipeReader _inner;
    private readonly TaskCompletionSource<Exception?> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ReadOnlySequence<byte> _current;
    private long _taken;

    internal PatternedSource(Stream stream, int chunkSize) => _inner = Create(stream, new StreamPipeReaderOptions(bufferSize: chunkSize));

    /// <summary>How many bytes the reader has consumed.</summary>
    public long BytesTaken => Interlocked.Read(ref _taken);

    /// <summary>Whether the reader has let go of the source.</summary>
    public bool IsCompleted => _completion.Task.IsCompleted;

    /// <summary>Ends when the reader lets go of the source, with the error that it named.</summary>
    public Task<Exception?> Completion => _completion.Task;

    /// <summary>Fails unless the reader has let go of the source, as every write must in every outcome.</summary>
    /// <returns>The error that it named.</returns>
    public Task<Exception?> AssertReleased()
    {
        Assert.That(IsCompleted, "The write has ended and has not completed its source.");
        return Completion;
    }

    /// <inheritdoc/>
    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        ReadResult result = await _inner.ReadAsync(cancellationToken).ConfigureAwait(false);
        _current = result.Buffer;
        return result;
    }

    /// <inheritdoc/>
    public override bool TryRead(out ReadResult result)
    {
        bool any = _inner.TryRead(out result);
        _current = result.Buffer;
        return any;
    }

    /// <inheritdoc/>
    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    /// <inheritdoc/>
    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        Interlocked.Add(ref _taken, _current.Slice(0, consumed).Length);
        _current = default;
        _inner.AdvanceTo(consumed, examined);
    }

    /// <inheritdoc/>
    public override void CancelPendingRead() => _inner.CancelPendingRead();

    /// <inheritdoc/>
    public override void Complete(Exception? exception = null)
    {
        _inner.Complete(exception);
        _completion.TrySetResult(exception);
    }

    /// <inheritdoc/>
    public override async ValueTask CompleteAsync(Exception? exception = null)
    {
        await _inner.CompleteAsync(exception).ConfigureAwait(false);
        _completion.TrySetResult(exception);
    }
}
