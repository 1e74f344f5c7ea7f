using Orbit.Storage.Ssh.Files;
using Orbit.Storage.Transport;
using Renci.SshNet.Common;
using Renci.SshNet.Sftp;

namespace Orbit.Storage.Ssh;

/// <summary>Reads one range in chunks, many requests under way, each on a handle of its own; bytes go from SSH.NET's packet into the caller's buffer.</summary>
/// <param name="source">The version that is read; null for a file that is still being written, which ends where it ends.</param>
/// <param name="lane">The connection.</param>
/// <param name="span">Which bytes.</param>
internal sealed class SftpRangeBody(SftpRangeSource? source, SftpReadLane lane, ByteSpan span) : IRangeBody
{
    private const int Depth = 32;

    private readonly Queue<Task<SftpFileStream>> _flight = new(Depth);
    private long _asked = span.Offset;
    private long _chunkEnd = Math.Min(span.End, span.Offset + lane.ChunkSize);
    private long _position = span.Offset;
    private Task? _check;
    private int _isDisposed;

    public ByteSpan Span => span;

    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (_position == span.End)
        {
            return 0;
        }

        try
        {
            Fill();
            SftpFileStream handle = await _flight.Peek().WaitAsync(cancellationToken).ConfigureAwait(false);
            int wanted = (int)Math.Min(buffer.Length, _chunkEnd - _position);
            int count = await handle.ReadAsync(buffer[..wanted], cancellationToken).ConfigureAwait(false);
            if (count == 0)
            {
                return source is null ? 0 : throw source.Cut(_position);
            }

            await AdvanceAsync(handle, count, cancellationToken).ConfigureAwait(false);
            return count;
        }
        catch (OperationCanceledException)
        {
            lane.NoteGivenUp();
            throw;
        }
        catch (Exception failure) when (failure is SftpPathNotFoundException or ObjectDisposedException)
        {
            throw SftpRangeSource.Translate(failure);
        }
    }

    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            lane.End();
        }

        while (_flight.TryDequeue(out Task<SftpFileStream>? fetch))
        {
            _ = lane.ReturnWhenDoneAsync(fetch);
        }

        _ = _check?.ContinueWith(static check => check.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return default;
    }

    private async ValueTask AdvanceAsync(SftpFileStream handle, int count, CancellationToken cancellationToken)
    {
        if (_position + count == _chunkEnd)
        {
            _ = _flight.Dequeue();
            lane.Return(handle);
            _chunkEnd = Math.Min(span.End, _chunkEnd + lane.ChunkSize);
        }

        if (_position + count == span.End && _check is not null)
        {
            await _check.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        _position += count;
        Fill();
    }

    private void Fill()
    {
        while (_asked < span.End && _flight.Count < Depth && (_flight.Count == 0 || lane.HasRoom))
        {
            _flight.Enqueue(lane.FetchAsync(_asked));
            _asked = Math.Min(span.End, _asked + lane.ChunkSize);
        }

        // Beside the last requests, so that it costs no time of its own.
        if (_asked == span.End && _check is null && source?.NeedsCheck(span) == true)
        {
            _check = source.CheckAsync(lane.IsOpening ? [.. _flight] : []);
        }
    }
}
