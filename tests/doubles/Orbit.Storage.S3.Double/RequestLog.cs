using System.Collections.Concurrent;

namespace Orbit.Storage.S3.Double;

/// <summary>The requests that arrived.</summary>
public sealed class RequestLog
{
    private readonly ConcurrentQueue<S3Call> _calls = new();
    private readonly ConcurrentDictionary<string, long> _counts = new();
    private long _number;

    /// <summary>Whether requests are kept; counters always are. Default: true.</summary>
    public bool KeepsCalls { get; set; } = true;

    /// <summary>All of them in the order of their arrival.</summary>
    public IReadOnlyList<S3Call> All => [.. _calls];

    /// <summary>How many there were.</summary>
    public long Total => Interlocked.Read(ref _number);

    /// <summary>Those of one operation.</summary>
    public IReadOnlyList<S3Call> Of(string operation) => [.. _calls.Where(call => call.Operation == operation)];

    /// <summary>How many of one operation there were.</summary>
    public long Count(string operation) => _counts.GetValueOrDefault(operation);

    /// <summary>How many of each operation there were.</summary>
    public IReadOnlyDictionary<string, long> Counts => new SortedDictionary<string, long>(_counts, StringComparer.Ordinal);

    /// <summary>Forgets all of them.</summary>
    public void Clear()
    {
        _calls.Clear();
        _counts.Clear();
        Interlocked.Exchange(ref _number, 0);
    }

    internal long NextNumber() => Interlocked.Increment(ref _number);

    internal void Add(S3Call call)
    {
        _counts.AddOrUpdate(call.Operation, 1, static (_, count) => count + 1);
        if (KeepsCalls)
        {
            _calls.Enqueue(call);
        }
    }
}
