using Orbit.Storage.Diagnostics;
using Orbit.Storage.Resilience;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Reading;

/// <summary>
/// One download in motion. Slots fetch segments; whoever frees a slot, room or a connection asks <see cref="Refill"/> what to do next, so that
/// nothing waits for the slowest. Its outcome is set once, by whoever is first; then everything is stopped and awaited.
/// </summary>
internal sealed partial class RangeDownload : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource<Exception?> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskTally _tally = new();
    private readonly LinkedList<RangeSegment> _segments = new();
    private readonly DownloadMonitor _monitor;
    private readonly IRangeDelivery _delivery;
    private readonly ProgressMeter? _meter;
    private readonly RangeSettings _settings;
    private readonly RangeChecksum? _checksum;

    public RangeDownload(IRangeSource source, RangePlan plan, RangeSettings settings, Func<RangeDownload, IRangeDelivery> delivery, ProgressMeter? meter)
    {
        Source = source;
        Plan = plan;
        _settings = settings;
        _meter = meter;
        _planned = plan.Span.Offset;
        _concurrency = new AdaptiveConcurrency(plan, settings.Options.AdaptiveConcurrency, settings.Services.Time);
        _budget = new RequestBudget(settings.Options.ExtraRequests);
        _monitor = new DownloadMonitor(this, settings.Services.Time);
        _checksum = plan.IsWhole ? RangeChecksum.For(source.Entry.Checksum) : null;
        _delivery = delivery(this);
    }

    /// <summary>Guards segments, slots and everything that says so.</summary>
    public object Gate { get; } = new();

    public IRangeSource Source { get; }

    public RangePlan Plan { get; }

    public IRangeDelivery Delivery => _delivery;

    public RetryPolicy Retry => _settings.Retry;

    public CancellationToken Stop => _stop.Token;

    /// <summary>Begins, and completes with the outcome, null for success, when nothing of the download runs any more.</summary>
    public async Task<Exception?> RunAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(
            static (download, token) => ((RangeDownload)download!).End(new OperationCanceledException(token)), this);
        if (Plan.Span.Length == 0)
        {
            End(null);
        }

        Refill();
        Exception? outcome = await _outcome.Task.ConfigureAwait(false);
        await _monitor.DisposeAsync().ConfigureAwait(false);
        await _stop.CancelAsync().ConfigureAwait(false);
        await _tally.WhenNoneAsync().ConfigureAwait(false);
        foreach (RangeSegment segment in _segments)
        {
            _delivery.Release(segment);
        }

        if (outcome is null)
        {
            _meter?.Complete();
        }

        return outcome;
    }

    /// <summary>Lets go of what is left, after <see cref="RunAsync"/>.</summary>
    public void Dispose()
    {
        _stop.Dispose();
        _monitor.Dispose();
    }

    /// <summary>Sets the outcome; later ones count for nothing.</summary>
    /// <param name="failure">What went wrong, or null.</param>
    public void End(Exception? failure)
    {
        lock (Gate)
        {
            _hasEnded = true;
        }

        _outcome.TrySetResult(failure);
    }

    /// <summary>Words a fault as the source's own failures are worded.</summary>
    public StorageException Describe(StorageFault fault) => IGuardedSource.Refuse(Source, fault);

    /// <summary>Compares what was delivered, now that all is, with the store's checksum of the whole. Under the gate.</summary>
    public StorageException? FindMismatch() => _checksum?.Verify(Plan.Span.Length) is { } fault ? Describe(fault) : null;

    /// <summary>Counts bytes that came. Those that replace discarded ones were counted before.</summary>
    public void Count(RangeSegment segment, int bytes)
    {
        long repaid;
        lock (Gate)
        {
            if (segment.IsSuperseded)
            {
                return;
            }

            segment.Counted += bytes;
            _received += bytes;
            repaid = Math.Min(bytes, _discarded);
            _discarded -= repaid;
        }

        _meter?.Add(bytes - repaid);
    }

    /// <summary>Disposes a body without keeping anyone waiting; the end of the download waits for it.</summary>
    public void Bury(IRangeBody body)
    {
        _tally.Add();
        _ = DisposeAsync(body);
    }

    private async Task DisposeAsync(IRangeBody body)
    {
        try
        {
            await body.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            // The bytes are counted already; how a connection closes changes nothing about them.
            _settings.Logger.BodyDidNotClose(failure);
        }
        finally
        {
            _tally.Remove();
        }
    }
}
