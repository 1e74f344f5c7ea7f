using Microsoft.Extensions.Logging;
using Orbit.Storage.Diagnostics;
using Orbit.Storage.Resilience;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Writing;

/// <summary>What one write has of its backend, its options and its host.</summary>
internal sealed class WriteSettings
{
    public required WriteRequest Request { get; init; }

    public required PartPlan Plan { get; init; }

    /// <summary>How many parts are held at once, the one that fills included; at least 1.</summary>
    public required int Concurrency { get; init; }

    /// <summary>Where parts too large for the byte budget go; null for the system's directory.</summary>
    public required string? SpoolDirectory { get; init; }

    public required bool PartChecksums { get; init; }

    public required RetryPolicy Retry { get; init; }

    public required DeadlineOptions Deadlines { get; init; }

    public required TimeProvider Time { get; init; }

    public required TransferMemory Memory { get; init; }

    public required FailureTranslator Translator { get; init; }

    public required ILogger Logger { get; init; }

    /// <summary>Where the write is noted, so that a later one can go on with it; null where that is not asked for.</summary>
    public required WriteJournal? Journal { get; init; }

    public required ProgressMeter? Meter { get; init; }

    public StoragePath Path => Request.Path;

    public WriteOptions Options => Request.Options;

    /// <summary>Counts bytes that the store has taken.</summary>
    public void CountStored(long bytes)
    {
        StorageTelemetry.BytesWritten.Add(bytes, new KeyValuePair<string, object?>("backend", Translator.Backend));
        Meter?.Add(bytes);
    }
}
