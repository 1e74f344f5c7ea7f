using System.Buffers;
using System.IO.Pipelines;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Reading;

/// <summary>
/// What a <see cref="RangeStream"/> has at hand: the two blocks read last, and behind them a transfer that runs ahead. A jump asks for one block;
/// each time the reader goes on past what was asked for, four times as much is asked for, and at last all to the end.
/// </summary>
internal sealed class RangeWindow(IRangeSource source, ByteSpan span) : IAsyncDisposable
{
    private const int BlockSize = 64 * 1024;
    private const long LargestStep = 16 * 1024 * 1024;

    // At 80 MB/s, bytes that come anyway are skipped in 12 ms; another request takes 30 ms to its first.
    private const long SkipLimit = 1024 * 1024;

    private RangeBlock _current = new(BlockSize);
    private RangeBlock _previous = new(BlockSize);
    private StorageContent? _content;
    private long _next = -1;
    private long _end = -1;
    private long _step;

    /// <summary>Copies what is at hand from an offset in the object.</summary>
    /// <returns>How many bytes; 0 where <see cref="FillAsync"/> must be called first.</returns>
    public int Take(long offset, Span<byte> destination)
    {
        int count = _current.Take(offset, destination);
        return count > 0 ? count : _previous.Take(offset, destination);
    }

    /// <summary>Brings the byte at an offset to hand.</summary>
    public async Task FillAsync(long offset, CancellationToken cancellationToken)
    {
        try
        {
            bool comesAnyway = _content is not null && offset >= _next && offset < _end && offset - _next <= SkipLimit;
            if (!comesAnyway)
            {
                await CloseAsync().ConfigureAwait(false);
                Open(offset);
            }

            while (!_current.Holds(offset))
            {
                await ReceiveAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception)
        {
            // A transfer that failed has nothing more to give; the next read begins a new one.
            await CloseAsync().ConfigureAwait(false);
            throw;
        }
    }

    public ValueTask DisposeAsync() => CloseAsync();

    private void Open(long offset)
    {
        bool goesOn = offset >= _end && _end >= 0 && offset - _end <= SkipLimit;
        _step = goesOn ? _step * 4 : BlockSize;
        long start = goesOn ? offset : Start(offset);
        _next = start;
        _end = _step > LargestStep ? span.End : Math.Min(start + _step, span.End);
        _content = ParallelRangeDownloader.For(source).Open(source, ByteRange.Of(start, _end - start));
    }

    /// <summary>Where a block begins that is to hold an offset: so that it ends where the bytes at hand begin for one who reads backwards, and at the end of the object at the latest.</summary>
    private long Start(long offset)
    {
        long first = _previous.End == _current.Start ? _previous.Start : _current.Start;
        long start = first - offset is > 0 and <= BlockSize ? first - BlockSize : offset;
        return Math.Max(span.Offset, Math.Min(start, span.End - BlockSize));
    }

    private async Task ReceiveAsync(CancellationToken cancellationToken)
    {
        ReadResult read = await _content!.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        if (_current.End != _next || _current.IsFull)
        {
            (_current, _previous) = (_previous, _current);
            _current.Clear(_next);
        }

        ReadOnlySequence<byte> taken = read.Buffer.Slice(0, Math.Min(read.Buffer.Length, _current.Room));
        _current.Append(taken);
        _next += taken.Length;
        _content.Reader.AdvanceTo(taken.End);
        if (taken.IsEmpty && read.IsCompleted)
        {
            throw new StorageException(StorageErrorKind.LengthMismatch, $"'{source.Entry.Path}' ended at byte {_next} and not at {_end}.");
        }
    }

    private async ValueTask CloseAsync()
    {
        if (_content is { } content)
        {
            _content = null;
            await content.DisposeAsync().ConfigureAwait(false);
        }
    }
}
