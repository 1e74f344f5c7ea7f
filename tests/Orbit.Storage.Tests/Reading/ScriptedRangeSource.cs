using Orbit.Storage.Transport;

namespace Orbit.Storage.Tests.Reading;

/// <summary>
/// An object whose every byte follows from its offset, so that shifted, doubled and missing bytes show, behind bodies that do what a script
/// says. Counts what is open.
/// </summary>
internal sealed class ScriptedRangeSource(long size, Func<ByteSpan, int, BodyScript>? script = null) : IRangeSource
{
    private readonly object _gate = new();
    private readonly List<ByteSpan> _asked = [];
    private int _open;

    public StorageEntry Entry { get; private init; } = new("scripted", StorageEntryKind.File) { Size = size };

    /// <summary>The checksum that the store claims to keep of the whole object.</summary>
    public ContentChecksum? Checksum
    {
        get => Entry.Checksum;
        init => Entry = new StorageEntry("scripted", StorageEntryKind.File) { Size = size, Checksum = value };
    }

    /// <summary>The spans that were asked for, in order.</summary>
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

    public int OpenBodies => Volatile.Read(ref _open);

    /// <summary>The most bodies, asked for or open, at one time.</summary>
    public int MostOpenBodies { get; private set; }

    /// <summary>Hears of each span before it is answered.</summary>
    public Action<ByteSpan>? OnAsked { get; init; }

    public static byte At(long offset) => (byte)((offset * 2654435761L) >> 13);

    public async Task<IRangeBody> OpenAsync(ByteSpan span, CancellationToken cancellationToken)
    {
        int index;
        lock (_gate)
        {
            index = _asked.Count;
            _asked.Add(span);
            // Bodies are closed outside the lock: a plain increment would lose what they count down meanwhile.
            MostOpenBodies = Math.Max(MostOpenBodies, Interlocked.Increment(ref _open));
        }

        try
        {
            OnAsked?.Invoke(span);
            BodyScript plan = script?.Invoke(span, index) ?? new BodyScript();
            for (int i = 0; i < plan.Yields; i++)
            {
                await Task.Yield();
            }

            cancellationToken.ThrowIfCancellationRequested();
            if (plan.StallsAfter == 0)
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }

            return plan.Refusal is null ? new ScriptedBody(this, plan, plan.Answer ?? span) : throw plan.Refusal;
        }
        catch (Exception)
        {
            Interlocked.Decrement(ref _open);
            throw;
        }
    }

    public ValueTask DisposeAsync() => default;

    private sealed class ScriptedBody(ScriptedRangeSource source, BodyScript plan, ByteSpan span) : IRangeBody
    {
        private long _position = span.Offset;
        private int _isDisposed;

        public ByteSpan Span => span;

        public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
        {
            Assert.That(_isDisposed, Is.Zero, "A disposed body is read.");
            Assert.That(buffer.Length, Is.Positive, "A body is read into nothing.");
            cancellationToken.ThrowIfCancellationRequested();
            for (int i = 0; i < plan.Yields; i++)
            {
                await Task.Yield();
            }

            long sent = _position - span.Offset;
            if (plan.Wait is { } wait)
            {
                await wait(_position, cancellationToken);
            }

            if (sent >= plan.StallsAfter)
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }

            if (sent >= plan.BreaksAfter)
            {
                throw plan.Failure;
            }

            long end = Math.Min(span.Length + plan.Surplus, plan.EndsAfter ?? long.MaxValue);
            long next = Math.Min(end, Math.Min(Beyond(plan.StallsAfter, sent), Beyond(plan.BreaksAfter, sent)));
            int count = (int)Math.Min(Math.Min(buffer.Length, plan.LargestRead), next - sent);
            for (int i = 0; i < count; i++)
            {
                buffer.Span[i] = At(_position + i);
            }

            _position += count;
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

        private static long Beyond(long? limit, long sent) => limit > sent ? limit.Value : long.MaxValue;
    }
}
