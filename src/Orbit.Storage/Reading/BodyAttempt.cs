using Orbit.Storage.Resilience;

namespace Orbit.Storage.Reading;

/// <summary>One request for bytes and its answer: what was asked, how it comes along, and the means to give it up.</summary>
internal sealed class BodyAttempt : IDisposable
{
    private readonly CancellationTokenSource _cancellation;
    private int _verdict;

    public BodyAttempt(ByteSpan asked, BodyWatch watch, CancellationToken stop)
    {
        Asked = asked;
        Watch = watch;
        _cancellation = CancellationTokenSource.CreateLinkedTokenSource(stop);
    }

    public ByteSpan Asked { get; }

    public BodyWatch Watch { get; }

    public CancellationToken Token => _cancellation.Token;

    public AttemptVerdict Verdict => (AttemptVerdict)Volatile.Read(ref _verdict);

    /// <summary>The verdict in words, where it is a failure.</summary>
    public string? Complaint { get; private set; }

    /// <summary>Gives it up; the first verdict stands. Whoever waits for the body goes on another thread, never on the caller's.</summary>
    public void Abandon(AttemptVerdict verdict, string? complaint = null)
    {
        if (Verdict != AttemptVerdict.None)
        {
            return;
        }

        Complaint = complaint;
        Volatile.Write(ref _verdict, (int)verdict);
        _ = _cancellation.CancelAsync();
    }

    // An abandoned source may still be running its callbacks; it holds nothing but a link to the download's own, which ends with the download.
    public void Dispose()
    {
        if (Verdict == AttemptVerdict.None)
        {
            _cancellation.Dispose();
        }
    }
}
