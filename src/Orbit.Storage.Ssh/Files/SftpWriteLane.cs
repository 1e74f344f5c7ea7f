using System.Buffers;
using System.Collections.Concurrent;
using Orbit.Storage.Ssh.Connection;
using Orbit.Storage.Transport;

namespace Orbit.Storage.Ssh.Files;

/// <summary>Writes parts of one file by position over handles on one connection. SSH.NET writes one piece at a time on each, so that the handles are what is under way.</summary>
internal sealed class SftpWriteLane(SftpLease lease, string name) : IAsyncDisposable
{
    // Each piece is one packet, which servers take up to 32 KiB of, its header included; all together stay below the window of 2 MiB that OpenSSH gives,
    // above which senders block each other. A part has as many as it has pieces: with fewer it would take a second round trip for the rest.
    private const int Piece = 32_000;
    private const int MostHandles = 60;
    private const int HandlesOfPart = 33;

    private readonly ConcurrentStack<SftpWriteHandle> _idle = new();
    private readonly SemaphoreSlim _slots = new(MostHandles);
    private int _parts;

    public bool IsBroken => !lease.IsConnected;

    /// <summary>How many parts are written over it now.</summary>
    public int Parts => Volatile.Read(ref _parts);

    public bool IsOnSameAs(SftpLease other) => lease.IsOnSameAs(other);

    public async Task WriteAsync(PartContent part, CancellationToken cancellationToken)
    {
        int count = (int)Math.Min(HandlesOfPart, (part.Length + Piece - 1) / Piece);
        Interlocked.Increment(ref _parts);
        try
        {
            PartPieces pieces = new(part);
            await using (pieces.ConfigureAwait(false))
            {
                Task[] writers = [.. Enumerable.Range(0, count).Select(_ => WritePiecesAsync(pieces, cancellationToken))];
                await Task.WhenAll(writers).ConfigureAwait(false);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _parts);
        }
    }

    /// <summary>Closes the handles after the last part.</summary>
    public Task CloseAsync() => Task.WhenAll(_idle.Select(static handle => handle.CloseAsync()));

    /// <summary>Closes the handles, but not the lease. Nothing may be under way.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_idle.Select(static handle => handle.DisposeAsync().AsTask())).ConfigureAwait(false);
        _idle.Clear();
        _slots.Dispose();
    }

    private async Task WritePiecesAsync(PartPieces pieces, CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(Piece);
        try
        {
            SftpWriteHandle handle = _idle.TryPop(out SftpWriteHandle? idle) ? idle : await SftpWriteHandle.OpenAsync(lease, name).ConfigureAwait(false);
            try
            {
                while (await pieces.TakeAsync(buffer.AsMemory(0, Piece), cancellationToken).ConfigureAwait(false) is { Length: > 0 } piece)
                {
                    await handle.WriteAsync(piece.Offset, buffer.AsMemory(0, piece.Length)).ConfigureAwait(false);
                }

                _idle.Push(handle);
            }
            catch (Exception)
            {
                await handle.DisposeAsync().ConfigureAwait(false);
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
}
