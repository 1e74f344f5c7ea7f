using System.Buffers;
using Orbit.Storage.Ssh.Connection;
using Orbit.Storage.Transport;
using Renci.SshNet;
using Renci.SshNet.Sftp;

namespace Orbit.Storage.Ssh.Files;

/// <summary>Writes a part by position over several handles, one request under way on each: for parts that come again after a connection broke, and for several connections at once.</summary>
internal static class PositionalWriter
{
    // Each piece is one packet, which servers take up to 32 KiB of, its header included.
    private const int Piece = 32_000;
    private const int Handles = 16;

    public static async Task WriteAsync(SftpLease lease, string temporary, PartContent part, CancellationToken cancellationToken)
    {
        int count = (int)Math.Min(Handles, (part.Length + Piece - 1) / Piece);
        PieceSource pieces = new(part);
        await using (pieces.ConfigureAwait(false))
        {
            Task[] writers = [.. Enumerable.Range(0, count).Select(_ => WritePiecesAsync(lease.Client, temporary, pieces, cancellationToken))];
            await Task.WhenAll(writers).ConfigureAwait(false);
        }
    }

    private static async Task WritePiecesAsync(SftpClient client, string temporary, PieceSource pieces, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(Piece);
        try
        {
            SftpFileStream handle = await client.OpenAsync(temporary, FileMode.OpenOrCreate, FileAccess.Write, CancellationToken.None).ConfigureAwait(false);
            await using (handle.ConfigureAwait(false))
            {
                while (await pieces.TakeAsync(buffer.AsMemory(0, Piece), cancellationToken).ConfigureAwait(false) is { Length: > 0 } piece)
                {
                    handle.Position = piece.Offset;
                    await handle.WriteAsync(buffer.AsMemory(0, piece.Length), CancellationToken.None).ConfigureAwait(false);
                    await handle.FlushAsync(CancellationToken.None).ConfigureAwait(false);
                }
            }
        }
        catch (Exception)
        {
            pieces.Stop();
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Cuts a part into pieces, for one taker at a time.</summary>
    private sealed class PieceSource(PartContent part) : IAsyncDisposable
    {
        private readonly Stream _stream = part.OpenStream();
        private readonly SemaphoreSlim _gate = new(1);
        private long _offset = part.Offset;
        private volatile bool _isStopped;

        public void Stop() => _isStopped = true;

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
}
