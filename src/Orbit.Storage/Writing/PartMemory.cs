using Orbit.Storage.Resilience;

namespace Orbit.Storage.Writing;

/// <summary>
/// What one write holds of the byte budget. Once it has its first part's share it keeps at least one until it ends: a write that holds a
/// connection and gave up its last memory could wait for one that holds memory and waits for a connection.
/// </summary>
internal sealed class PartMemory(TransferMemory budget, string? spoolDirectory) : IDisposable
{
    // Between a part that goes through the disk and the disk: few system calls, little memory.
    private const long CopyBuffer = 1024 * 1024;

    private readonly object _gate = new();
    private readonly Stack<SlabChain> _empty = new();
    private SlabChain? _spare;
    private int _held;
    private bool _isDisposed;

    /// <summary>Takes memory for a part, waiting in line. Called while nothing but the spare is held, which goes back first.</summary>
    public async ValueTask<PartStore> TakeAsync(long size, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            ReleaseSpare();
        }

        MemoryReservation reservation = await budget.ReserveAsync(ShareOf(size), cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            return StoreOf(Hold(reservation), size);
        }
    }

    /// <summary>Takes memory for a part if some is free now.</summary>
    /// <returns>The part's store, or null: some comes free when a part of this write ends.</returns>
    public PartStore? TryTake(long size)
    {
        long share = ShareOf(size);
        lock (_gate)
        {
            if (_spare?.Capacity >= share)
            {
                SlabChain spare = _spare;
                _spare = null;
                return StoreOf(spare, size);
            }

            if (budget.TryReserve(share) is not { } reservation)
            {
                return null;
            }

            ReleaseSpare();
            return StoreOf(Hold(reservation), size);
        }
    }

    /// <summary>Takes the memory of a part back.</summary>
    public void Return(SlabChain chain)
    {
        lock (_gate)
        {
            if (_held == 1 && !_isDisposed)
            {
                chain.Clear();
                _spare = chain;
            }
            else
            {
                Release(chain);
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            ReleaseSpare();
        }
    }

    private long ShareOf(long size) => size > budget.LargestReservation ? Math.Min(CopyBuffer, budget.LargestReservation) : Math.Max(1, size);

    private PartStore StoreOf(SlabChain chain, long size) =>
        size > budget.LargestReservation ? new SpooledPartStore(chain, this, spoolDirectory) : new SlabPartStore(chain, this);

    private SlabChain Hold(MemoryReservation reservation)
    {
        if (!_empty.TryPop(out SlabChain? chain))
        {
            chain = new SlabChain();
        }

        chain.Own(reservation);
        _held++;
        return chain;
    }

    private void ReleaseSpare()
    {
        if (_spare is not null)
        {
            Release(_spare);
            _spare = null;
        }
    }

    private void Release(SlabChain chain)
    {
        chain.Release();
        _empty.Push(chain);
        _held--;
    }
}
