using System.Buffers;

namespace Orbit.Storage.Writing;

/// <summary>One slab in a part's chain. It stays when the part is gone and serves the next one, so that a chain is built once.</summary>
internal sealed class SlabSegment(IMemoryOwner<byte> slab) : ReadOnlySequenceSegment<byte>
{
    public Memory<byte> Free => slab.Memory[Memory.Length..];

    /// <summary>The segment behind this one, part of the sequence or kept for the next.</summary>
    public SlabSegment? Following { get; private set; }

    public void Fill(int count) => Memory = slab.Memory[..(Memory.Length + count)];

    /// <summary>Empties the segment, for it to be the last of its chain.</summary>
    public void Restart(long runningIndex)
    {
        Memory = default;
        RunningIndex = runningIndex;
        Next = null;
    }

    public void Chain(SlabSegment following)
    {
        following.Restart(RunningIndex + Memory.Length);
        Following = following;
        Next = following;
    }

    public void Return()
    {
        Memory = default;
        slab.Dispose();
    }
}
