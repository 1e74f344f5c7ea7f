using System.Buffers.Binary;
using System.Net.Sockets;
using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb.Connection;

/// <summary>
/// Takes frames off a socket (MS-SMB2 section 2.1: a byte of zero, and the length in three bytes). The beginnings of several small ones are received at once; the rest of a large one goes straight into its
/// buffer.
/// </summary>
internal sealed class FrameReceiver(Socket socket, FramePool pool)
{
    private const int LengthPrefix = 4;
    private const int HeadSize = 8 * 1024;
    private const int SmallestFrame = SmbHeader.Length;

    private readonly byte[] _head = GC.AllocateUninitializedArray<byte>(HeadSize);
    private int _start;
    private int _end;

    /// <summary>The largest frame that is taken: little before NEGOTIATE has told who is there.</summary>
    public int MaxFrame { get; set; } = 64 * 1024;

    /// <summary>Called whenever something came.</summary>
    public required Action Heard { get; init; }

    /// <summary>Receives the next frame.</summary>
    /// <returns>Its bytes, to be released, and how many they are.</returns>
    /// <exception cref="SmbProtocolException">The length is none that a frame has.</exception>
    /// <exception cref="EndOfStreamException">The server closed the connection.</exception>
    public async ValueTask<(FrameBuffer Frame, int Length)> ReceiveAsync(CancellationToken cancellationToken)
    {
        while (_end - _start < LengthPrefix)
        {
            MakeRoom();
            _end += await ReceiveAsync(_head.AsMemory(_end), cancellationToken).ConfigureAwait(false);
        }

        int length = ReadLength();
        FrameBuffer frame = pool.Rent(length);
        try
        {
            int have = Math.Min(_end - _start, length);
            _head.AsSpan(_start, have).CopyTo(frame.Bytes);
            _start += have;
            while (have < length)
            {
                have += await ReceiveAsync(frame.Bytes.AsMemory(have, length - have), cancellationToken).ConfigureAwait(false);
            }

            return (frame, length);
        }
        catch
        {
            frame.Release();
            throw;
        }
    }

    private int ReadLength()
    {
        uint prefix = BinaryPrimitives.ReadUInt32BigEndian(_head.AsSpan(_start));
        _start += LengthPrefix;
        return prefix >= SmallestFrame && prefix <= MaxFrame
            ? (int)prefix
            : throw new SmbProtocolException($"The server sends a frame of {prefix:N0} bytes, which nobody asked for.");
    }

    private async ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        int count = await socket.ReceiveAsync(buffer, cancellationToken).ConfigureAwait(false);
        if (count == 0)
        {
            throw new EndOfStreamException("The server closed the connection.");
        }

        Heard();
        return count;
    }

    private void MakeRoom()
    {
        if (_start > 0)
        {
            _head.AsSpan(_start, _end - _start).CopyTo(_head);
            _end -= _start;
            _start = 0;
        }
    }
}
