using System.Diagnostics;

namespace Orbit.Storage.Diagnostics;

/// <summary>One call as traces and meters see it: an activity, and a duration with its outcome.</summary>
internal struct OperationScope : IDisposable
{
    private readonly string _backend;
    private readonly string _operation;
    private readonly Activity? _activity;
    private readonly long _startedAt;
    private string _outcome;

    public OperationScope(string backend, string operation, StoragePath path)
    {
        _backend = backend;
        _operation = operation;
        _outcome = "ok";
        _startedAt = Stopwatch.GetTimestamp();
        _activity = StorageTelemetry.Source.StartActivity(operation, ActivityKind.Client);
        _activity?.SetTag("orbit.storage.backend", backend).SetTag("orbit.storage.path", path.ToString());
    }

    /// <summary>Makes what this async method calls a child of the activity, in an operation that goes over several calls.</summary>
    public readonly void Resume()
    {
        if (_activity is not null)
        {
            Activity.Current = _activity;
        }
    }

    public void Fail(Exception failure)
    {
        _outcome = failure switch
        {
            StorageException storage => storage.Kind.ToString(),
            OperationCanceledException => "Canceled",
            _ => failure.GetType().Name,
        };
        _activity?.SetStatus(ActivityStatusCode.Error, _outcome);
    }

    public readonly void Dispose()
    {
        _activity?.Dispose();
        if (StorageTelemetry.Durations.Enabled)
        {
            StorageTelemetry.Durations.Record(
                Stopwatch.GetElapsedTime(_startedAt).TotalSeconds,
                new KeyValuePair<string, object?>("backend", _backend),
                new KeyValuePair<string, object?>("operation", _operation),
                new KeyValuePair<string, object?>("outcome", _outcome));
        }
    }
}
