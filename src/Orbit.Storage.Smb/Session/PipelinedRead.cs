namespace Orbit.Storage.Smb.Session;

/// <summary>Reads a range in order with several requests under way. For one caller at a time, who disposes it.</summary>
/// <param name="file">What is read; stays the caller's.</param>
/// <param name="offset">The first byte.</param>
/// <param name="end">The byte behind the last.</param>
internal sealed class PipelinedRead(SmbFile file, long offset, long end) : IDisposable
{
    private const int Depth = 8;

    private readonly Queue<Request> _requests = new(2);
    private readonly CancellationTokenSource _givenUp = new();
    private long _asked = offset;
    private long _position = offset;
    private ReadChunk? _chunk;
    private ReadOnlyMemory<byte> _rest;

    /// <summary>Whether the last bytes are asked for.</summary>
    public bool HasAskedForAll => _asked == end;

    /// <summary>Asks ahead, so that the first answer is on its way.</summary>
    public void Begin() => Ask();

    /// <summary>Reads on.</summary>
    /// <returns>How many bytes; 0 at the end of the range, or of the file.</returns>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (_rest.IsEmpty && !await NextAsync(cancellationToken).ConfigureAwait(false))
        {
            return 0;
        }

        int count = Math.Min(_rest.Length, buffer.Length);
        _rest[..count].CopyTo(buffer);
        _rest = _rest[count..];
        _position += count;
        if (_rest.IsEmpty)
        {
            DropChunk();
        }

        return count;
    }

    public void Dispose()
    {
        _givenUp.Cancel();
        DropChunk();
        while (_requests.TryDequeue(out Request request))
        {
            _ = DiscardAsync(request);
        }

        _givenUp.Dispose();
    }

    private async ValueTask<bool> NextAsync(CancellationToken cancellationToken)
    {
        if (_position == end)
        {
            return false;
        }

        Ask();
        Request request = _requests.Peek();
        ReadChunk chunk = await request.Chunk.WaitAsync(cancellationToken).ConfigureAwait(false);
        _requests.Dequeue();
        Return(request);
        (_chunk, _rest) = (chunk, chunk.Bytes);
        int lacking = request.Count - chunk.Bytes.Length;
        if (chunk.Bytes.IsEmpty || lacking == 0)
        {
            Ask();
            return !chunk.Bytes.IsEmpty;
        }

        // A short answer: the rest is asked for again, in front of what comes behind it.
        Request[] behind = [.. _requests];
        _requests.Clear();
        _requests.Enqueue(new Request(ReadAsync(_position + chunk.Bytes.Length, lacking), lacking, IsCounted: false));
        Array.ForEach(behind, _requests.Enqueue);
        return true;
    }

    // The first request of a range does not ask for room, so that no range waits for another's reader.
    private void Ask()
    {
        while (_asked < end && _requests.Count < Depth)
        {
            int count = (int)Math.Min(end - _asked, file.Share.ReadSize);
            bool isCounted = _requests.Count > 0;
            if (isCounted && !file.Share.ReadAhead.TryTake(count))
            {
                return;
            }

            _requests.Enqueue(new Request(ReadAsync(_asked, count), count, isCounted));
            _asked += count;
        }
    }

    private Task<ReadChunk> ReadAsync(long from, int count) => file.ReadAsync(from, count, _givenUp.Token).AsTask();

    private void Return(Request request)
    {
        if (request.IsCounted)
        {
            file.Share.ReadAhead.Return(request.Count);
        }
    }

    private async Task DiscardAsync(Request request)
    {
        await ((Task)request.Chunk).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Return(request);
        if (request.Chunk.IsCompletedSuccessfully)
        {
            (await request.Chunk.ConfigureAwait(false)).Dispose();
        }
    }

    private void DropChunk()
    {
        _chunk?.Dispose();
        _chunk = null;
        _rest = default;
    }

    private readonly record struct Request(Task<ReadChunk> Chunk, int Count, bool IsCounted);
}
