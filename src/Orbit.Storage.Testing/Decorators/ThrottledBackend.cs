using System.IO.Pipelines;
using Orbit.Storage.Testing.Faults;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Testing.Decorators;

/// <summary>Any backend behind a slow line: a wait before each call, and a rate for each body.</summary>
public sealed class ThrottledBackend : ObservingBackend
{
    private static readonly StorageCall[] Delayed = [.. Enum.GetValues<StorageCall>().Where(call => call != StorageCall.ReadPage)];
    private readonly BodyFault? _line;

    /// <summary>Wraps a backend.</summary>
    /// <param name="inner">The backend; disposed with this.</param>
    /// <param name="options">How slow it is.</param>
    public ThrottledBackend(IStorageBackend inner, ThrottleOptions options)
        : base(inner, Plan(options))
    {
        _line = options.BytesPerSecond is { } rate ? new BodyFault { BytesPerSecond = rate } : null;
    }

    internal override StorageContent Wrap(StorageContent content, Fault? fault) =>
        _line is null ? content : new StorageContent(content.Entry, content.Span, new FaultyPipeReader(content.Reader, _line, Time), content.DisposeAsync);

    internal override IRangeSource Wrap(IRangeSource source) => new FaultyRangeSource(this, source, _line);

    internal override PipeReader Wrap(PipeReader source, Fault? fault) => _line is null ? source : new FaultyPipeReader(source, _line, Time);

    private static FaultPlan Plan(ThrottleOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Latency, TimeSpan.Zero, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BytesPerSecond ?? 1, 1, nameof(options));
        FaultPlan plan = new(options.Time);
        foreach (StorageCall call in options.Latency > TimeSpan.Zero ? Delayed : [])
        {
            plan.Add(call, Fault.Delay(options.Latency), times: int.MaxValue);
        }

        return plan;
    }
}
