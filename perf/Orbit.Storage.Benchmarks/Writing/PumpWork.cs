using System.Buffers;
using System.IO.Hashing;
using System.IO.Pipelines;
using Orbit.Storage.Resilience;

namespace Orbit.Storage.Benchmarks.Writing;

/// <summary>The work that is measured, and the least that could do the same: read, copy into rented buffers, hash where asked.</summary>
internal sealed class PumpWork : IDisposable
{
    private const int ReadSize = 64 * 1024;

    // Larger than the processor's caches: bytes that arrive are not in them either.
    private readonly byte[] _buffer = new byte[256 << 20];
    private readonly TransferMemory _memory = new();
    private readonly NullBackend _plain;
    private readonly NullBackend _checked;

    public PumpWork()
    {
        new Random(1).NextBytes(_buffer);
        _plain = new NullBackend(Store(checksums: false), _memory);
        _checked = new NullBackend(Store(checksums: true), _memory);
    }

    /// <summary>Writes through the engine, of unknown length, from a source that costs nothing.</summary>
    public async Task<long> PumpAsync(long length, bool withCrc) =>
        (await (withCrc ? _checked : _plain).WriteAsync("object", new RepeatingReader(_buffer, ReadSize, length))).Size;

    /// <summary>Writes through the engine from a pipe that a producer fills.</summary>
    public async Task<long> PumpPipeAsync(long length)
    {
        Pipe pipe = new(new PipeOptions(minimumSegmentSize: ReadSize, pauseWriterThreshold: 1 << 20, resumeWriterThreshold: 1 << 19, useSynchronizationContext: false));
        Task producing = ProduceAsync(pipe.Writer, length);
        WriteResult result = await _plain.WriteAsync("object", pipe.Reader);
        await producing;
        return result.Size;
    }

    /// <summary>Writes small objects, one after the other.</summary>
    public async Task<long> PumpSmallAsync(int count, int size, bool isHeld)
    {
        long bytes = 0;
        for (int i = 0; i < count; i++)
        {
            PipeReader source = isHeld
                ? PipeReader.Create(new ReadOnlySequence<byte>(_buffer, 0, size))
                : new RepeatingReader(_buffer, size, size);
            bytes += (await _plain.WriteAsync("object", source)).Size;
        }

        return bytes;
    }

    /// <summary>The baseline: a plain copy loop from the same source into rented buffers.</summary>
    public async Task<long> CopyAsync(long length, bool withCrc)
    {
        RepeatingReader source = new(_buffer, ReadSize, length);
        Crc32 crc = new();
        byte[] rented = ArrayPool<byte>.Shared.Rent(TransferMemory.SlabSize);
        int filled = 0;
        long bytes = 0;
        for (bool isAtEnd = false; !isAtEnd;)
        {
            ReadResult result = await source.ReadAsync();
            foreach (ReadOnlyMemory<byte> piece in result.Buffer)
            {
                ReadOnlySpan<byte> rest = piece.Span;
                while (!rest.IsEmpty)
                {
                    if (filled == TransferMemory.SlabSize)
                    {
                        ArrayPool<byte>.Shared.Return(rented);
                        rented = ArrayPool<byte>.Shared.Rent(TransferMemory.SlabSize);
                        filled = 0;
                    }

                    int count = Math.Min(rest.Length, TransferMemory.SlabSize - filled);
                    rest[..count].CopyTo(rented.AsSpan(filled));
                    filled += count;
                    rest = rest[count..];
                }

                if (withCrc)
                {
                    crc.Append(piece.Span);
                }

                bytes += piece.Length;
            }

            isAtEnd = result.IsCompleted;
            source.AdvanceTo(result.Buffer.End);
        }

        ArrayPool<byte>.Shared.Return(rented);
        return bytes;
    }

    public void Dispose()
    {
        _plain.Dispose();
        _checked.Dispose();
        _memory.Dispose();
    }

    private static StorageCapabilities Store(bool checksums) => new()
    {
        MaxParts = 10_000,
        MinPartSize = 5 << 20,
        MaxPartSize = 5L << 30,
        MaxObjectSize = 5L << 40,
        PartChecksums = checksums,
    };

    private async Task ProduceAsync(PipeWriter writer, long length)
    {
        for (long written = 0; written < length; written += ReadSize)
        {
            _buffer.AsMemory((int)(written % _buffer.Length), ReadSize).CopyTo(writer.GetMemory(ReadSize));
            writer.Advance(ReadSize);
            await writer.FlushAsync();
        }

        await writer.CompleteAsync();
    }
}
