using System.Buffers;

namespace Orbit.Storage.Resilience;

/// <summary>
/// Keeps slabs for the next transfer, and frees those that nobody has wanted for a while. A slab is its own owner, so that renting allocates nothing
/// (docs/decisions/0140).
/// </summary>
internal sealed class SlabPool(long capacity, TimeProvider? time = null) : MemoryPool<byte>
{
    /// <summary>How long a slab lies unused at least before it is freed, and twice that at most: longer than the pauses of a process that is at work.</summary>
    public static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(30);

    private readonly object _gate = new();
    private readonly Stack<Slab> _free = new();
    private readonly int _keep = (int)Math.Min(capacity / TransferMemory.SlabSize, int.MaxValue);
    private ITimer? _timer;
    private bool _isTicking;

    // Since the timer last looked.
    private int _leastFree;
    private bool _isDisposed;

    public override int MaxBufferSize => TransferMemory.SlabSize;

    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, MaxBufferSize);
        Slab? slab;
        lock (_gate)
        {
            _free.TryPop(out slab);
            _leastFree = Math.Min(_leastFree, _free.Count);
        }

        slab ??= new Slab(this);
        slab.IsRented = true;
        return slab;
    }

    protected override void Dispose(bool disposing)
    {
        lock (_gate)
        {
            _isDisposed = true;
            _timer?.Dispose();
            Free(_free.Count);
            _leastFree = 0;
        }
    }

    private void Return(Slab slab)
    {
        lock (_gate)
        {
            if (slab.IsRented)
            {
                slab.IsRented = false;
                Keep(slab);
            }
        }
    }

    private void Keep(Slab slab)
    {
        if (_isDisposed || _free.Count == _keep)
        {
            slab.Free();
            return;
        }

        _free.Push(slab);
        if (!_isTicking)
        {
            _isTicking = true;
            _leastFree = 0;
            _timer ??= (time ?? TimeProvider.System).CreateTimer(static pool => ((SlabPool)pool!).FreeIdle(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _timer.Change(IdleTime, IdleTime);
        }
    }

    private void FreeIdle()
    {
        lock (_gate)
        {
            Free(_leastFree);
            _leastFree = _free.Count;
            if (_free.Count == 0 && !_isDisposed)
            {
                // An idle process is not woken.
                _isTicking = false;
                _timer!.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void Free(int count)
    {
        for (; count > 0; count--)
        {
            _free.Pop().Free();
        }
    }

    private sealed class Slab(SlabPool pool) : IMemoryOwner<byte>
    {
        private readonly NativeBlock _block = new(TransferMemory.SlabSize);

        public bool IsRented { get; set; }

        public Memory<byte> Memory => _block.Memory;

        public void Dispose() => pool.Return(this);

        public void Free() => _block.Release();
    }
}
