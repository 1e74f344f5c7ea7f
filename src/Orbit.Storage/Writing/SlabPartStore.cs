using Orbit.Storage.Transport;

namespace Orbit.Storage.Writing;

/// <summary>Holds a part in memory.</summary>
internal sealed class SlabPartStore(SlabChain chain, PartMemory memory) : PartStore
{
    public override long Length => chain.Length;

    public override long Room => chain.Capacity - chain.Length;

    // A part never asks for more than was reserved for it.
    public override ValueTask MakeRoomAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("The part is full.");

    public override ValueTask<PartContent> SealAsync(int index, long offset, uint? crc32, CancellationToken cancellationToken) =>
        new(new MemoryPartContent(index, offset, chain.Bytes) { Crc32 = crc32 });

    protected override Memory<byte> GetMemory() => chain.GetMemory();

    protected override void Advance(int count) => chain.Advance(count);

    protected override void Release() => memory.Return(chain);
}
