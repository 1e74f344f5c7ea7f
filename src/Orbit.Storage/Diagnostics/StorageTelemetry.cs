using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Orbit.Storage.Diagnostics;

/// <summary>The names under which the library can be observed: one <see cref="ActivitySource"/> and one <see cref="Meter"/>.</summary>
public static class StorageTelemetry
{
    /// <summary>The name of both.</summary>
    public const string SourceName = "Orbit.Storage";

    internal static ActivitySource Source { get; } = new(SourceName, typeof(StorageTelemetry).Assembly.GetName().Version?.ToString());

    internal static Meter Meter { get; } = new(SourceName, typeof(StorageTelemetry).Assembly.GetName().Version?.ToString());

    internal static Histogram<double> Durations { get; } = Meter.CreateHistogram<double>("orbit.storage.operation.duration", "s", "How long operations took, by backend, operation and outcome.");

    internal static Counter<long> BytesWritten { get; } = Meter.CreateCounter<long>("orbit.storage.bytes.written", "By", "Bytes that stores have taken.");

    internal static Counter<long> BytesRead { get; } = Meter.CreateCounter<long>("orbit.storage.bytes.read", "By", "Bytes that came from stores.");

    internal static Counter<long> Retries { get; } = Meter.CreateCounter<long>("orbit.storage.retries", "{retry}", "Units of work that were repeated.");

    internal static Counter<long> ExtraRequests { get; } = Meter.CreateCounter<long>("orbit.storage.read.extra_requests", "{request}", "Requests that split slow ranges or asked again for silent ones.");

    internal static UpDownCounter<long> ReservedMemory { get; } = Meter.CreateUpDownCounter<long>("orbit.storage.memory.reserved", "By", "Bytes reserved for transfers.");
}
