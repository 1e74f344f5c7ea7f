using System.Buffers;

namespace Orbit.Storage.Testing.Content;

/// <summary>Sequences whose segments are where a test wants them.</summary>
public static class SegmentedSequence
{
    /// <summary>Joins arrays into one sequence, without copying them.</summary>
    /// <param name="segments">The segments, in order.</param>
    public static ReadOnlySequence<byte> Of(params byte[][] segments)
    {
        ArgumentNullException.ThrowIfNull(segments);
        Segment? first = null;
        Segment? last = null;
        foreach (byte[] bytes in segments)
        {
            last = new Segment(bytes, last);
            first ??= last;
        }

        return first is null ? ReadOnlySequence<byte>.Empty : new ReadOnlySequence<byte>(first, 0, last!, last!.Memory.Length);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(byte[] bytes, Segment? previous)
        {
            Memory = bytes;
            RunningIndex = previous is null ? 0 : previous.RunningIndex + previous.Memory.Length;
            if (previous is not null)
            {
                previous.Next = this;
            }
        }
    }
}
