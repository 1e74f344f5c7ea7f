using System.Buffers;
using Renci.SshNet.Common;
using Renci.SshNet.Sftp;

namespace Orbit.Storage.Ssh.Packets;

/// <summary>One answer. Whoever gets it disposes it, which gives its buffer back.</summary>
internal sealed class Packet(PacketType type, byte[] rented, int start, int length) : IDisposable
{
    private byte[]? _rented = rented;

    public PacketType Type => type;

    /// <summary>Reads what comes after the answer's number.</summary>
    /// <param name="expected">The kind that the question asks for.</param>
    /// <exception cref="SftpException">The server refuses.</exception>
    /// <exception cref="InvalidDataException">It answers another question.</exception>
    public PacketReader Read(PacketType expected)
    {
        PacketReader reader = new(_rented.AsSpan(start, length));
        if (type == expected)
        {
            return reader;
        }

        throw type == PacketType.Status ? Refusal(ref reader) : new InvalidDataException($"The server answers with a packet of type {(byte)type} where {(byte)expected} is due.");
    }

    /// <summary>Whether it says that there is no more.</summary>
    public bool IsEnd()
    {
        PacketReader reader = new(_rented.AsSpan(start, length));
        return type == PacketType.Status && (StatusCode)reader.ReadUInt32() == StatusCode.Eof;
    }

    /// <summary>Takes a status that says that all is well.</summary>
    /// <exception cref="SftpException">It says something else.</exception>
    public void ThrowIfRefused()
    {
        PacketReader reader = Read(PacketType.Status);
        PacketReader code = reader;
        if ((StatusCode)code.ReadUInt32() != StatusCode.Ok)
        {
            throw Refusal(ref reader);
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _rented, null) is { } bytes)
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private static SftpException Refusal(ref PacketReader reader)
    {
        StatusCode code = (StatusCode)reader.ReadUInt32();
        string message = reader.IsAtEnd ? code.ToString() : SftpPath.FromWire(reader.ReadText());
        return code switch
        {
            StatusCode.NoSuchFile => new SftpPathNotFoundException(message, ""),
            StatusCode.PermissionDenied => new SftpPermissionDeniedException(message),
            _ => new SftpException(code, message),
        };
    }
}
