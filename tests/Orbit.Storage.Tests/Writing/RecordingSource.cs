using System.IO.Pipelines;

namespace Orbit.Storage.Tests.Writing;

/// <summary>Passes a source on and notes how it was completed.</summary>
internal sealed class RecordingSource(PipeReader inner) : PipeReader
{
    private readonly TaskCompletionSource<Exception?> _completed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Completions { get; private set; }

    public Task<Exception?> Completed => _completed.Task;

    public long Consumed { get; private set; }

    /// <summary>Whether a read goes on when its token is cancelled.</summary>
    public bool IgnoresCancellation { get; init; }

    private ReadResult Last { get; set; }

    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) =>
        Last = await inner.ReadAsync(IgnoresCancellation ? CancellationToken.None : cancellationToken);

    public override bool TryRead(out ReadResult result)
    {
        bool hasRead = inner.TryRead(out result);
        Last = hasRead ? result : Last;
        return hasRead;
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        Consumed += Last.Buffer.Slice(0, consumed).Length;
        inner.AdvanceTo(consumed, examined);
    }

    public override void CancelPendingRead()
    {
        if (!IgnoresCancellation)
        {
            inner.CancelPendingRead();
        }
    }

    public override void Complete(Exception? exception = null)
    {
        Completions++;
        inner.Complete(exception);
        _completed.TrySetResult(exception);
    }
}
