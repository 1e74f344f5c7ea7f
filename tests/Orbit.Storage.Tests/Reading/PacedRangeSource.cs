using Microsoft.Extensions.Time.Testing;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Tests.Reading;

/// <summary>
/// An object behind connections of given speeds on a clock that only the test moves. It moves the clock when every open body waits for it, so
/// that what the downloader sees does not depend on how fast the machine is.
/// </summary>
internal sealed class PacedRangeSource(long size, FakeTimeProvider time, Func<ByteSpan, int, Pace> pace) : IRangeSource
{
    private readonly object _gate = new();
    private readonly List<ByteSpan> _asked = [];
    private int _open;
    private int _waiting;
    private long _sent;

    public StorageEntry Entry { get; } = new("paced", StorageEntryKind.File) { Size = size };

    public IReadOnlyList<ByteSpan> Asked
    {
        get
        {
            lock (_gate)
            {
                return [.. _asked];
            }
        }
    }

    /// <summary>How far the clock goes at once.</summary>
    public TimeSpan Step { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>All bytes of all bodies: more than the object has are duplicates.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    public int OpenBodies => Volatile.Read(ref _open);

    public int MostOpenBodies { get; private set; }

    /// <summary>Lets time pass until a download is complete.</summary>
    /// <returns>How much of it passed.</returns>
    public async Task<TimeSpan> PassTimeAsync(Task download, TimeSpan limit)
    {
        DateTimeOffset began = time.GetUtcNow();
        int quiet = 0;
        while (!download.IsCompleted && time.GetUtcNow() - began < limit)
        {
            await Task.Delay(1);
            bool isQuiet = OpenBodies > 0 && OpenBodies == Volatile.Read(ref _waiting);
            quiet = isQuiet || OpenBodies == 0 ? quiet + 1 : 0;

            // With no body open a retry waits for the clock; give everything else time to open one first.
            if (quiet > (isQuiet ? 1 : 5))
            {
                quiet = 0;
                time.Advance(Step);
            }
        }

        Assert.That(download.IsCompleted, $"The download did not end within {limit}.");
        return time.GetUtcNow() - began;
    }

    public async Task<IRangeBody> OpenAsync(ByteSpan span, CancellationToken cancellationToken)
    {
        int index;
        lock (_gate)
        {
            index = _asked.Count;
            _asked.Add(span);
            MostOpenBodies = Math.Max(MostOpenBodies, Interlocked.Increment(ref _open));
        }

        try
        {
            Pace given = pace(span, index);
            await WaitAsync(given.FirstByte, cancellationToken);
            return new Body(this, span, given);
        }
        catch (Exception)
        {
            Interlocked.Decrement(ref _open);
            throw;
        }
    }

    public ValueTask DisposeAsync() => default;

    private async Task WaitAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            await Task.Delay(wait, time, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    private sealed class Body(PacedRangeSource source, ByteSpan span, Pace pace) : IRangeBody
    {
        private long _position = span.Offset;
        private int _isDisposed;

        public ByteSpan Span => span;

        public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
        {
            int count = (int)Math.Min(Math.Min(buffer.Length, pace.LargestRead), span.End - _position);
            if (count == 0)
            {
                return 0;
            }

            bool isStalled = _position - span.Offset >= pace.StallsAfter;
            await source.WaitAsync(isStalled ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(count / pace.BytesPerSecond), cancellationToken);
            for (int i = 0; i < count; i++)
            {
                buffer.Span[i] = ScriptedRangeSource.At(_position + i);
            }

            _position += count;
            Interlocked.Add(ref source._sent, count);
            return count;
        }

        public ValueTask DisposeAsync()
        {
            if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
            {
                Interlocked.Decrement(ref source._open);
            }

            return default;
        }
    }
}
