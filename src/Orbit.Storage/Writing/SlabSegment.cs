using System.Buffers;

namespace Orbit.Storage.Writing;

/// <summary>One slab in a part's chain. The segment outlives its slab and its part, so that a chain is built once and not for each part.</summary>
internal sealed class SlabSegment : ReadOnlySequenceSegment<byte>
{
    private IMemoryOwner<byte>? _slab;

    public bool HasSlab => _slab is not null;

    public bool IsFull => Memory.Length == _slab!.Memory.Length;

    public Memory<byte> Free => _slab!.Memory[Memory.Length..];

    /// <summary>The segment behind this one, whether the part reaches it or not.</summary>
    public SlabSegment? Following { get; private set; }

    public void Own(IMemoryOwner<byte> slab) => _slab = slab;

    /// <summary>Empties the segment and makes it the last of the part.</summary>
    public void Restart(long runningIndex)
    {
        Memory = default;
        RunningIndex = runningIndex;
        Next = null;
    }

    /// <summary>Makes the segment behind this one the last of the part.</summary>
    public SlabSegment Extend()
    {
        Following ??= new SlabSegment();
        Following.Restart(RunningIndex + Memory.Length);
        Next = Following;
        return Following;
    }

    /// <summary>Counts bytes that were written to the beginning of <see cref="Free"/>.</summary>
    public void Advance(int count) => Memory = _slab!.Memory[..(Memory.Length + count)];

    public void ReturnSlab()
    {
        Memory = default;
        _slab?.Dispose();
        _slab = null;
    }
}
