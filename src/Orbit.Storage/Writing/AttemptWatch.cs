using Orbit.Storage.Resilience;

namespace Orbit.Storage.Writing;

/// <summary>
/// Watches one try of sending a part: cancels it when it stalls, and knows whether the store may have got all of it. Where the try also
/// publishes and all may have arrived, a caller who cancels is kept a short while for the answer, so that the outcome is known.
/// </summary>
internal sealed class AttemptWatch : IDisposable
{
    /// <summary>How long the answer to a try that may have published is waited for after the caller has cancelled.</summary>
    public static readonly TimeSpan AnswerGrace = TimeSpan.FromSeconds(2);

    // A timer takes no more than 49 days; judging once a day is no cost.
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(1);

    private readonly object _gate = new();
    private readonly bool _publishes;
    private readonly StallDetector _detector;
    private readonly CancellationTokenSource _cancel;
    private readonly CancellationTokenRegistration _caller;
    private readonly ITimer _timer;
    private bool _isClosed;

    /// <summary>Starts watching.</summary>
    /// <param name="length">How many bytes are sent.</param>
    /// <param name="publishes">Whether the store shows the object as soon as it has them.</param>
    /// <param name="deadlines">How long silence is borne.</param>
    /// <param name="time">What tells the time.</param>
    /// <param name="cancellationToken">Ends the try.</param>
    public AttemptWatch(long length, bool publishes, DeadlineOptions deadlines, TimeProvider time, CancellationToken cancellationToken)
    {
        _publishes = publishes;
        _detector = new StallDetector(length, deadlines, time);
        _cancel = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _timer = time.CreateTimer(static state => ((AttemptWatch)state!).Judge(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _caller = cancellationToken.UnsafeRegister(static state => ((AttemptWatch)state!).OnCanceled(), this);
        Judge();
    }

    /// <summary>Ends the try.</summary>
    public CancellationToken Token => _cancel.Token;

    /// <summary>Whether the store may have all of the bytes.</summary>
    public bool MayHaveArrived { get; private set; }

    /// <summary>What stalled, in words; null where nothing did.</summary>
    public string? Stall { get; private set; }

    /// <summary>Notes that the transport took the bytes themselves: nobody sees how far it has come.</summary>
    public void OnMemoryTaken()
    {
        lock (_gate)
        {
            MayHaveArrived = true;
        }
    }

    /// <summary>Notes that the transport is about to get bytes.</summary>
    /// <param name="count">How many.</param>
    /// <param name="isAtEnd">Whether the last byte is among them.</param>
    /// <exception cref="OperationCanceledException">The try has ended: the bytes must not go out.</exception>
    public void OnRead(int count, bool isAtEnd)
    {
        bool isFirst;
        lock (_gate)
        {
            if (_isClosed)
            {
                throw new OperationCanceledException(_cancel.Token);
            }

            isFirst = !_detector.IsStreaming;
            _detector.OnRead(count, isAtEnd);
            MayHaveArrived |= isAtEnd;
        }

        if (isFirst)
        {
            Judge();
        }
    }

    // The token's source is left to the collector: a timer that fires this moment may still cancel it.
    public void Dispose()
    {
        _caller.Dispose();
        _timer.Dispose();
        lock (_gate)
        {
            _isClosed = true;
        }
    }

    private void OnCanceled()
    {
        lock (_gate)
        {
            if (_publishes && MayHaveArrived)
            {
                _cancel.CancelAfter(AnswerGrace);
                return;
            }

            _isClosed = true;
        }

        _cancel.Cancel();
    }

    private void Judge()
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                return;
            }

            TimeSpan rest = _detector.Judge(out string? stall);
            if (stall is null)
            {
                _timer.Change(rest < LongestTimer ? rest : LongestTimer, Timeout.InfiniteTimeSpan);
                return;
            }

            Stall = stall;
            _isClosed = true;
        }

        _cancel.Cancel();
    }
}
