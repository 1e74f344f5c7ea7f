using Orbit.Storage.Transport;

namespace Orbit.Storage.Writing;

/// <summary>Holds a part in memory.</summary>
internal sealed class SlabPartStore(SlabChain chain, PartMemory memory) : PartStore
{
    private SlabChain? _chain = chain;

    public override long Length => _chain!.Length;

    public override long Room => _chain!.Capacity - _chain.Length;

    public override void Append(ReadOnlySpan<byte> bytes) => _chain!.Append(bytes);

    // A part never asks for more than was reserved for it.
    public override ValueTask MakeRoomAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("The part is full.");

    public override ValueTask<PartContent> SealAsync(int index, long offset, uint? crc32, CancellationToken cancellationToken) =>
        new(new MemoryPartContent(index, offset, _chain!.Bytes) { Crc32 = crc32 });

    public override void Dispose()
    {
        if (Interlocked.Exchange(ref _chain, null) is { } chain)
        {
            memory.Return(chain);
        }
    }
}
