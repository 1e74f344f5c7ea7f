using System.IO.Pipelines;
using Orbit.Storage.Diagnostics;
using Orbit.Storage.Resilience;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Reading;

/// <summary>Streams bytes of one object, in order, through a pipe.</summary>
internal sealed class RangePipe : IAsyncDisposable
{
    // What lies in the pipe is part of the window; this much lets a consumer and the writer work side by side.
    private const int PauseThreshold = 1024 * 1024;
    private readonly Pipe _pipe;
    private readonly RangeDownload _download;
    private readonly WindowedPipeReader _reader;
    private Task _running = Task.CompletedTask;

    public RangePipe(IRangeSource source, RangePlan plan, RangeSettings settings, ProgressMeter? meter)
    {
        _pipe = new Pipe(new PipeOptions(
            pauseWriterThreshold: PauseThreshold,
            resumeWriterThreshold: PauseThreshold / 2,
            minimumSegmentSize: (int)Math.Clamp(plan.Span.Length, 1, TransferMemory.SlabSize),
            useSynchronizationContext: false));
        OrderedDelivery? delivery = null;
        _download = new RangeDownload(source, plan, settings, download => delivery = new OrderedDelivery(download, settings.Services.Memory, _pipe.Writer), meter);
        _reader = new WindowedPipeReader(_pipe.Reader, plan.Span.Offset, delivery!.OnTaken, Abandon);
    }

    public PipeReader Reader => _reader;

    public void Start(CancellationToken cancellationToken) => _running = RunAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        Abandon();
        await _running.ConfigureAwait(false);
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        using RangeDownload download = _download;
        Exception? failure = await download.RunAsync(cancellationToken).ConfigureAwait(false);

        // A pipe that is completed with a failure drops what lies in it. That suits a cancellation; any other failure waits for its turn.
        bool isCanceled = failure is OperationCanceledException;
        _reader.Failure = isCanceled ? null : failure;
        await _pipe.Writer.CompleteAsync(isCanceled ? failure : null).ConfigureAwait(false);
    }

    private void Abandon() => _download.End(new OperationCanceledException("The reading was given up."));
}
