using System.Buffers.Binary;

namespace Orbit.Storage.Smb.Wire;

/// <summary>What was copied, or, with INVALID_PARAMETER, what may be asked for at most (SRV_COPYCHUNK_RESPONSE, MS-SMB2 section 2.2.32.1).</summary>
internal readonly struct CopyChunkResponse
{
    public const int Length = 12;

    /// <summary>Chunks that were copied; or the most chunks.</summary>
    public uint Chunks { get; private init; }

    /// <summary>Bytes of a chunk that was copied in part; or the most bytes of a chunk.</summary>
    public uint ChunkBytes { get; private init; }

    /// <summary>Bytes that were copied; or the most bytes of one request.</summary>
    public uint TotalBytes { get; private init; }

    /// <exception cref="SmbProtocolException">It is cut short.</exception>
    public static CopyChunkResponse Read(ReadOnlySpan<byte> output) => output.Length < Length
        ? throw new SmbProtocolException("The answer to a copy on the server is cut short.")
        : new CopyChunkResponse
        {
            Chunks = BinaryPrimitives.ReadUInt32LittleEndian(output),
            ChunkBytes = BinaryPrimitives.ReadUInt32LittleEndian(output[4..]),
            TotalBytes = BinaryPrimitives.ReadUInt32LittleEndian(output[8..]),
        };
}
