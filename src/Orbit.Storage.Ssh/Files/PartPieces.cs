using Orbit.Storage.Transport;

namespace Orbit.Storage.Ssh.Files;

/// <summary>Cuts a part into pieces, for one taker at a time.</summary>
internal sealed class PartPieces(PartContent part) : IAsyncDisposable
{
    private readonly Stream _stream = part.OpenStream();
    private readonly SemaphoreSlim _gate = new(1);
    private long _offset = part.Offset;
    private volatile bool _isStopped;

    /// <summary>Gives no more: another taker has failed.</summary>
    public void Stop() => _isStopped = true;

    /// <summary>Copies the next piece.</summary>
    /// <returns>Where it goes, and its length; 0 at the end.</returns>
    public async ValueTask<(long Offset, int Length)> TakeAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            int length = _isStopped ? 0 : await _stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            long offset = _offset;
            _offset += length;
            return (offset, length);
        }
        finally
        {
            _gate.Release();
        }
    }

    public ValueTask DisposeAsync()
    {
        _gate.Dispose();
        return _stream.DisposeAsync();
    }
}
