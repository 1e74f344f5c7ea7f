using System.Buffers;

namespace Orbit.Storage.Resilience;

/// <summary>
/// Keeps slabs for the next transfer. They live on the pinned heap, so that the collector never moves them under a system call, and a slab is
/// its own owner, so that renting allocates nothing. ArrayPool would round 1 MiB and a header up to 2 MiB and trims late.
/// </summary>
internal sealed class SlabPool(long capacity) : MemoryPool<byte>
{
    private readonly object _gate = new();
    private readonly Stack<Slab> _free = new();
    private readonly int _keep = (int)Math.Min(capacity / TransferMemory.SlabSize, int.MaxValue);

    public override int MaxBufferSize => TransferMemory.SlabSize;

    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, MaxBufferSize);
        Slab? slab;
        lock (_gate)
        {
            _free.TryPop(out slab);
        }

        slab ??= new Slab(this);
        slab.IsRented = true;
        return slab;
    }

    protected override void Dispose(bool disposing)
    {
        lock (_gate)
        {
            _free.Clear();
        }
    }

    private void Return(Slab slab)
    {
        lock (_gate)
        {
            if (slab.IsRented && _free.Count < _keep)
            {
                _free.Push(slab);
            }

            slab.IsRented = false;
        }
    }

    private sealed class Slab(SlabPool pool) : IMemoryOwner<byte>
    {
        private readonly byte[] _bytes = GC.AllocateUninitializedArray<byte>(TransferMemory.SlabSize, pinned: true);

        public bool IsRented { get; set; }

        public Memory<byte> Memory => _bytes;

        public void Dispose() => pool.Return(this);
    }
}
