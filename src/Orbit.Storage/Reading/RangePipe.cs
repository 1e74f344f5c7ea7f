using System.IO.Pipelines;
using Orbit.Storage.Diagnostics;
using Orbit.Storage.Resilience;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Reading;

/// <summary>Streams bytes of one object through a pipe, one body after the other: a broken one is resumed at the byte reached.</summary>
internal sealed class RangePipe(IRangeSource source, ByteSpan span, RetryPolicy retry, ProgressMeter? meter = null) : IAsyncDisposable
{
    private const int PauseThreshold = 1024 * 1024;
    private const int BufferSize = 128 * 1024;
    private readonly CancellationTokenSource _stop = new();
    private readonly Pipe _pipe = new(new PipeOptions(pauseWriterThreshold: PauseThreshold, resumeWriterThreshold: PauseThreshold / 2, minimumSegmentSize: BufferSize, useSynchronizationContext: false));
    private Task _pumping = Task.CompletedTask;
    private long _position = span.Offset;
    private long _endedAt = -1;

    public PipeReader Reader => _pipe.Reader;

    public void Start(CancellationToken cancellationToken) => _pumping = PumpAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _pumping.ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task PumpAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stop.Token);
        Exception? outcome = null;
        try
        {
            while (_position < span.End && await retry.ExecuteAsync(static (self, token) => self.StreamAsync(token), this, both.Token).ConfigureAwait(false))
            {
            }

            meter?.Complete();
        }
        catch (Exception failure)
        {
            // Whatever it was, it is the reader's to see, in order, behind the bytes that arrived.
            outcome = failure;
        }

        await _pipe.Writer.CompleteAsync(outcome).ConfigureAwait(false);
    }

    private async ValueTask<bool> StreamAsync(CancellationToken cancellationToken)
    {
        ByteSpan asked = new(_position, span.End - _position);
        IRangeBody body = await source.OpenAsync(asked, cancellationToken).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            if (body.Span != asked)
            {
                throw new StorageException(StorageErrorKind.Unsupported, $"the bytes {asked} were asked for and the store answered with {body.Span}.");
            }

            while (_position < span.End)
            {
                Memory<byte> buffer = _pipe.Writer.GetMemory(4096);
                int count = await body.ReadAsync(buffer[..(int)Math.Min(buffer.Length, span.End - _position)], cancellationToken).ConfigureAwait(false);
                if (count == 0)
                {
                    bool isFirst = _endedAt != _position;
                    _endedAt = _position;
                    throw new StorageException(new StorageFault(StorageErrorKind.LengthMismatch, $"the body ended at byte {_position} and not at {span.End}.") { IsTransient = isFirst }, null);
                }

                _position += count;
                meter?.Add(count);
                _pipe.Writer.Advance(count);
                if ((await _pipe.Writer.FlushAsync(cancellationToken).ConfigureAwait(false)).IsCompleted)
                {
                    return false;
                }
            }
        }

        return true;
    }
}
