using System.Buffers;

namespace Orbit.Storage.Reading;

/// <summary>Some bytes of an object that lie together.</summary>
internal sealed class RangeBlock(int capacity)
{
    private byte[]? _bytes;
    private int _count;

    /// <summary>The offset of the first byte.</summary>
    public long Start { get; private set; } = -1;

    /// <summary>The offset behind the last byte.</summary>
    public long End => Start + _count;

    public int Room => capacity - _count;

    public bool IsFull => Room == 0;

    public bool Holds(long offset) => offset >= Start && offset < End;

    public int Take(long offset, Span<byte> destination)
    {
        if (!Holds(offset))
        {
            return 0;
        }

        int from = (int)(offset - Start);
        int count = Math.Min(_count - from, destination.Length);
        _bytes.AsSpan(from, count).CopyTo(destination);
        return count;
    }

    public void Clear(long start)
    {
        Start = start;
        _count = 0;
    }

    public void Append(ReadOnlySequence<byte> bytes)
    {
        _bytes ??= new byte[capacity];
        bytes.CopyTo(_bytes.AsSpan(_count));
        _count += (int)bytes.Length;
    }
}
