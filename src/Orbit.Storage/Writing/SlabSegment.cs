using System.Buffers;

namespace Orbit.Storage.Writing;

/// <summary>One slab in a part's chain. The segment outlives its slab and its part, so that a chain is built once and not for each part.</summary>
internal sealed class SlabSegment : ReadOnlySequenceSegment<byte>
{
    private IMemoryOwner<byte>? _slab;

    public bool HasSlab => _slab is not null;

    public bool IsFull => Memory.Length == _slab!.Memory.Length;

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

    /// <summary>Copies as much as there is room for.</summary>
    /// <returns>How many bytes were copied.</returns>
    public int Fill(ReadOnlySpan<byte> bytes)
    {
        Memory<byte> memory = _slab!.Memory;
        int filled = Memory.Length;
        int count = Math.Min(bytes.Length, memory.Length - filled);
        bytes[..count].CopyTo(memory.Span[filled..]);
        Memory = memory[..(filled + count)];
        return count;
    }

    public void ReturnSlab()
    {
        Memory = default;
        _slab?.Dispose();
        _slab = null;
    }
}
