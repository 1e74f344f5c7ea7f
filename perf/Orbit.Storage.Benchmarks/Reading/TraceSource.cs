using Orbit.Storage.Transport;

namespace Orbit.Storage.Benchmarks.Reading;

/// <summary>
/// Replays a trace on a clock. The n-th request for bytes that begin within a range of the trace gets that range's n-th attempt, be it the
/// whole range, the rest of it after a break, or a tail that was split off. Bodies move no bytes: only their counts and their times are real.
/// </summary>
internal sealed class TraceSource(LatencyTrace trace, TimeProvider time) : IRangeSource
{
    private readonly int[] _attempts = new int[trace.RangeCount];
    private int _requests;

    public StorageEntry Entry { get; } = new("trace", StorageEntryKind.File) { Size = trace.Size };

    public int Requests => _requests;

    public async Task<IRangeBody> OpenAsync(ByteSpan span, CancellationToken cancellationToken)
    {
        int range = (int)(span.Offset / LatencyTrace.RangeSize);
        LatencyTrace.Attempt attempt = trace.At(range, Interlocked.Increment(ref _attempts[range]) - 1);
        Interlocked.Increment(ref _requests);
        await VirtualDelay.WaitAsync(attempt.FirstByteSeconds, time, cancellationToken).ConfigureAwait(false);
        return new Body(span, attempt.BytesPerSecond, time);
    }

    public ValueTask DisposeAsync() => default;

    private sealed class Body(ByteSpan span, double bytesPerSecond, TimeProvider time) : IRangeBody
    {
        private long _left = span.Length;

        public ByteSpan Span => span;

        public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
        {
            int count = (int)Math.Min(buffer.Length, _left);
            if (count > 0)
            {
                await VirtualDelay.WaitAsync(count / bytesPerSecond, time, cancellationToken).ConfigureAwait(false);
                _left -= count;
            }

            return count;
        }

        public ValueTask DisposeAsync() => default;
    }
}
