namespace Orbit.Storage.Testing.Faults;

/// <summary>Remembers the calls that a double saw, and how many of them were under way at once.</summary>
public sealed class CallLog
{
    private readonly object _gate = new();
    private readonly List<ObservedCall> _calls = [];
    private readonly Dictionary<StorageCall, (int Total, int InFlight, int Peak)> _counts = [];
    private int _inFlight;

    /// <summary>All calls so far, in the order in which they began.</summary>
    public IReadOnlyList<ObservedCall> Calls
    {
        get
        {
            lock (_gate)
            {
                return [.. _calls];
            }
        }
    }

    /// <summary>How many calls are under way.</summary>
    public int InFlight
    {
        get
        {
            lock (_gate)
            {
                return _inFlight;
            }
        }
    }

    /// <summary>The most calls that were under way at once.</summary>
    public int PeakInFlight { get; private set; }

    /// <summary>How many calls of a kind there were.</summary>
    /// <param name="kind">Which.</param>
    public int Count(StorageCall kind) => Read(kind).Total;

    /// <summary>The most calls of a kind that were under way at once.</summary>
    /// <param name="kind">Which.</param>
    public int Peak(StorageCall kind) => Read(kind).Peak;

    /// <summary>The calls of a kind, in the order in which they began.</summary>
    /// <param name="kind">Which.</param>
    public IReadOnlyList<ObservedCall> Of(StorageCall kind) => [.. Calls.Where(call => call.Kind == kind)];

    internal void Begin(ObservedCall call)
    {
        lock (_gate)
        {
            (int total, int inFlight, int peak) = _counts.GetValueOrDefault(call.Kind);
            call.Number = total + 1;
            _counts[call.Kind] = (total + 1, inFlight + 1, Math.Max(peak, inFlight + 1));
            _calls.Add(call);
            _inFlight++;
            PeakInFlight = Math.Max(PeakInFlight, _inFlight);
        }
    }

    internal void End(ObservedCall call)
    {
        lock (_gate)
        {
            (int total, int inFlight, int peak) = _counts[call.Kind];
            _counts[call.Kind] = (total, inFlight - 1, peak);
            _inFlight--;
        }
    }

    private (int Total, int InFlight, int Peak) Read(StorageCall kind)
    {
        lock (_gate)
        {
            return _counts.GetValueOrDefault(kind);
        }
    }
}
