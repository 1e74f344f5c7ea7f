using System.Buffers;
using System.Collections.Concurrent;
using Orbit.Storage.Ssh.Connection;
using Orbit.Storage.Transport;
using Renci.SshNet.Common;
using Renci.SshNet.Sftp;

namespace Orbit.Storage.Ssh.Files;

/// <summary>Writes parts of one file by position over handles on one connection. SSH.NET writes one piece at a time on each, so that the handles are what is under way.</summary>
internal sealed class SftpWriteLane(SftpLease lease, string name) : IAsyncDisposable
{
    // Each piece is one packet, which servers take up to 32 KiB of, its header included; all together stay below the window of 2 MiB that OpenSSH gives,
    // above which senders block each other.
    private const int Piece = 32_000;
    private const int MostHandles = 48;
    private const int HandlesOfPart = 24;

    private readonly ConcurrentStack<SftpFileStream> _idle = new();
    private readonly SemaphoreSlim _slots = new(MostHandles);

    public bool IsBroken => !lease.IsConnected;

    public bool IsOnSameAs(SftpLease other) => lease.IsOnSameAs(other);

    public async Task WriteAsync(PartContent part, CancellationToken cancellationToken)
    {
        int count = (int)Math.Min(HandlesOfPart, (part.Length + Piece - 1) / Piece);
        PartPieces pieces = new(part);
        await using (pieces.ConfigureAwait(false))
        {
            Task[] writers = [.. Enumerable.Range(0, count).Select(_ => WritePiecesAsync(pieces, cancellationToken))];
            await Task.WhenAll(writers).ConfigureAwait(false);
        }
    }

    /// <summary>Closes the handles, but not the lease. Nothing may be under way.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_idle.Select(CloseAsync)).ConfigureAwait(false);
        _idle.Clear();
        _slots.Dispose();
    }

    private async Task WritePiecesAsync(PartPieces pieces, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(Piece);
        await _slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            SftpFileStream handle = _idle.TryPop(out SftpFileStream? idle)
                ? idle
                : await lease.Client.OpenAsync(name, FileMode.Open, FileAccess.Write, CancellationToken.None).ConfigureAwait(false);
            try
            {
                while (await pieces.TakeAsync(buffer.AsMemory(0, Piece), cancellationToken).ConfigureAwait(false) is { Length: > 0 } piece)
                {
                    handle.Position = piece.Offset;
                    await handle.WriteAsync(buffer.AsMemory(0, piece.Length), CancellationToken.None).ConfigureAwait(false);
                    await handle.FlushAsync(CancellationToken.None).ConfigureAwait(false);
                }

                _idle.Push(handle);
            }
            catch (Exception failure)
            {
                if (failure is SshOperationTimeoutException)
                {
                    // A handle holds what it did not write, and writes it again when it is closed: on a connection that answers nothing it would wait for room in the window for ever.
                    lease.Abort();
                }

                await CloseAsync(handle).ConfigureAwait(false);
                throw;
            }
        }
        catch (Exception)
        {
            pieces.Stop();
            throw;
        }
        finally
        {
            _slots.Release();
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async Task CloseAsync(SftpFileStream handle)
    {
        try
        {
            await handle.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception closing) when (closing is SshException or ObjectDisposedException)
        {
            // What failed has been told already, or the connection is gone and the handle with it.
        }
    }
}
