using Orbit.Storage.Transport;

namespace Orbit.Storage.Memory;

/// <summary>
/// The bytes of one version of an object. They never change, so that a reader keeps what it opened and a copy shares them; they go
/// when the last of both has let go.
/// </summary>
internal sealed class MemoryContent
{
    // Below the 85,000 bytes from which arrays live on the large object heap, which is collected late and never compacted.
    private const int ChunkSize = 64 * 1024;

    private readonly byte[][] _chunks;
    private readonly long[] _starts;

    private MemoryContent(byte[][] chunks)
    {
        _chunks = chunks;
        _starts = new long[chunks.Length];
        for (int i = 0; i < chunks.Length; i++)
        {
            _starts[i] = Length;
            Length += chunks[i].Length;
        }
    }

    public static MemoryContent Empty { get; } = new([]);

    public long Length { get; }

    public IEnumerable<ReadOnlyMemory<byte>> Chunks => _chunks.Select(static chunk => (ReadOnlyMemory<byte>)chunk);

    public static async Task<MemoryContent> TakeAsync(PartContent part, CancellationToken cancellationToken)
    {
        byte[][] chunks = new byte[(part.Length + ChunkSize - 1) / ChunkSize][];
        Stream source = part.OpenStream();
        await using (source.ConfigureAwait(false))
        {
            for (int i = 0; i < chunks.Length; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                chunks[i] = GC.AllocateUninitializedArray<byte>((int)Math.Min(ChunkSize, part.Length - ((long)i * ChunkSize)));
                await source.ReadExactlyAsync(chunks[i], cancellationToken).ConfigureAwait(false);
            }
        }

        return new MemoryContent(chunks);
    }

    public static MemoryContent Join(IEnumerable<MemoryContent> parts) => new([.. parts.SelectMany(static part => part._chunks)]);

    /// <summary>Copies bytes from an offset within the content, as many as <paramref name="destination"/> takes and one chunk gives.</summary>
    public int CopyTo(long offset, Span<byte> destination)
    {
        int found = Array.BinarySearch(_starts, offset);
        int index = found >= 0 ? found : ~found - 1;
        ReadOnlySpan<byte> piece = _chunks[index].AsSpan((int)(offset - _starts[index]));
        piece = piece[..Math.Min(piece.Length, destination.Length)];
        piece.CopyTo(destination);
        return piece.Length;
    }
}
