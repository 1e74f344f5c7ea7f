using Orbit.Storage.Smb.Connection;
using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb.Session;

/// <summary>The answer to one READ. Whoever has it disposes it; until then its bytes are there.</summary>
internal sealed class ReadChunk : IDisposable
{
    private readonly SmbReply _reply;

    private ReadChunk(SmbReply reply, ReadOnlyMemory<byte> bytes)
    {
        _reply = reply;
        Bytes = bytes;
    }

    /// <summary>None at the end of the file.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <param name="reply">The answer, which is given over.</param>
    /// <param name="asked">How many bytes were asked for.</param>
    /// <exception cref="SmbStatusException">It is a failure.</exception>
    /// <exception cref="SmbProtocolException">It has more bytes.</exception>
    public static ReadChunk Of(SmbReply reply, int asked)
    {
        try
        {
            if (reply.Status == NtStatus.EndOfFile)
            {
                return new ReadChunk(reply, default);
            }

            ReadResponse read = ReadResponse.Read(reply.Checked().Message);
            return read.Count <= asked
                ? new ReadChunk(reply, reply.Slice(read.Offset, read.Count))
                : throw new SmbProtocolException("The server sends more bytes of a file than were asked for.");
        }
        catch
        {
            reply.Dispose();
            throw;
        }
    }

    public void Dispose() => _reply.Dispose();
}
