using System.Buffers;

namespace Orbit.Storage.Transport;

/// <summary>A part whose bytes are in memory that someone else owns.</summary>
internal sealed class MemoryPartContent(int index, long offset, ReadOnlySequence<byte> bytes) : PartContent(index, offset, bytes.Length)
{
    public override bool TryGetMemory(out ReadOnlySequence<byte> sequence)
    {
        sequence = bytes;
        return true;
    }

    public override Stream OpenStream() => new SequenceStream(bytes);
}
