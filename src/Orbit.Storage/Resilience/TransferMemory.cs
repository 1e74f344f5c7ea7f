using System.Buffers;
using Orbit.Storage.Diagnostics;

namespace Orbit.Storage.Resilience;

/// <summary>
/// The byte budget of all transfers of a process. A transfer reserves whole parts before it opens source or connection, and waits in line,
/// holding nothing, where the budget is used up: so many transfers share little memory and none waits for another in a circle.
/// </summary>
/// <remarks>
/// Read-ahead takes what is free without waiting, and at most half of the capacity, so that a write fed by a read always finds room. Buffers
/// come in slabs of <see cref="SlabSize"/> bytes outside of the collected heap, are kept for the next transfer, and freed after a while without one.
/// </remarks>
public sealed class TransferMemory : IDisposable
{
    /// <summary>The size of one buffer in bytes: 128 KiB, large enough for a system call, small enough for small objects.</summary>
    public const int SlabSize = 128 * 1024;

    /// <summary>The capacity of <see cref="Shared"/> in bytes: 64 MiB.</summary>
    public const long DefaultCapacity = 64L * 1024 * 1024;

    private readonly object _gate = new();
    private readonly LinkedList<Waiter> _waiters = new();
    private readonly MemoryPool<byte> _pool;

    /// <summary>Makes a budget.</summary>
    /// <param name="capacity">How many bytes all transfers on it may hold; at least 1 MiB.</param>
    /// <param name="pool">Where slabs come from. Default: a pool of its own, which keeps at most <paramref name="capacity"/> bytes.</param>
    public TransferMemory(long capacity = DefaultCapacity, MemoryPool<byte>? pool = null)
    {
        StorageArgument.Require(capacity >= 1024 * 1024, nameof(capacity), nameof(capacity), capacity, "at least 1 MiB");
        Capacity = capacity;
        _pool = pool ?? new SlabPool(capacity);
    }

    /// <summary>The budget of transfers that are given no other.</summary>
    public static TransferMemory Shared { get; } = new();

    /// <summary>How many bytes all transfers may hold.</summary>
    public long Capacity { get; }

    /// <summary>How many bytes are reserved.</summary>
    public long Reserved { get; private set; }

    /// <summary>The most that was reserved at once.</summary>
    public long PeakReserved { get; private set; }

    /// <summary>How much of <see cref="Reserved"/> is read-ahead; at most half of <see cref="Capacity"/>.</summary>
    public long ReservedForReads { get; private set; }

    /// <summary>The largest part that may be held in memory: half of the capacity. Larger ones are spooled.</summary>
    public long LargestReservation => Capacity / 2;

    /// <summary>Reserves memory for a write, waiting in line. To be called only while holding no other reservation.</summary>
    /// <param name="bytes">How many bytes; 1 to <see cref="LargestReservation"/>. Rounded up to slabs.</param>
    /// <param name="cancellationToken">Leaves the line.</param>
    /// <returns>The reservation; the caller disposes it.</returns>
    public async ValueTask<MemoryReservation> ReserveAsync(long bytes, CancellationToken cancellationToken)
    {
        long rounded = Round(bytes);
        LinkedListNode<Waiter> node;
        lock (_gate)
        {
            if (_waiters.Count == 0 && Reserved + rounded <= Capacity)
            {
                return Take(rounded, forRead: false);
            }

            node = _waiters.AddLast(new Waiter(rounded));
        }

        using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(static (state, token) =>
        {
            (TransferMemory memory, LinkedListNode<Waiter> waiting) = ((TransferMemory, LinkedListNode<Waiter>))state!;
            memory.Leave(waiting, token);
        }, (this, node));
        return await node.Value.Task.ConfigureAwait(false);
    }

    /// <summary>Reserves more memory for a write if it is free now and nobody waits.</summary>
    /// <param name="bytes">How many bytes; 1 to <see cref="LargestReservation"/>. Rounded up to slabs.</param>
    /// <returns>The reservation, which the caller disposes, or null.</returns>
    public MemoryReservation? TryReserve(long bytes) => TryReserve(Round(bytes), forRead: false);

    /// <summary>Reserves memory for read-ahead if it is free now, nobody waits, and reads hold less than their half.</summary>
    /// <param name="bytes">How many bytes; 1 to <see cref="LargestReservation"/>. Rounded up to slabs.</param>
    /// <returns>The reservation, which the caller disposes, or null.</returns>
    public MemoryReservation? TryReserveForRead(long bytes) => TryReserve(Round(bytes), forRead: true);

    /// <summary>Frees the kept slabs. Reservations still out stay valid.</summary>
    public void Dispose() => _pool.Dispose();

    internal IMemoryOwner<byte> RentSlab() => _pool.Rent(SlabSize);

    internal void Release(long bytes, bool forRead)
    {
        lock (_gate)
        {
            Reserved -= bytes;
            ReservedForReads -= forRead ? bytes : 0;
            StorageTelemetry.ReservedMemory.Add(-bytes);
            ServeWaiters();
        }
    }

    private MemoryReservation? TryReserve(long rounded, bool forRead)
    {
        lock (_gate)
        {
            bool fits = _waiters.Count == 0 && Reserved + rounded <= Capacity && (!forRead || ReservedForReads + rounded <= Capacity / 2);
            return fits ? Take(rounded, forRead) : null;
        }
    }

    private MemoryReservation Take(long bytes, bool forRead)
    {
        Reserved += bytes;
        ReservedForReads += forRead ? bytes : 0;
        PeakReserved = Math.Max(PeakReserved, Reserved);
        StorageTelemetry.ReservedMemory.Add(bytes);
        return new MemoryReservation(this, bytes, forRead);
    }

    private void Leave(LinkedListNode<Waiter> node, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (node.List is null)
            {
                return;
            }

            _waiters.Remove(node);
            ServeWaiters();
        }

        node.Value.SetCanceled(cancellationToken);
    }

    private void ServeWaiters()
    {
        while (_waiters.First is { } first && Reserved + first.Value.Bytes <= Capacity)
        {
            _waiters.RemoveFirst();
            first.Value.SetResult(Take(first.Value.Bytes, forRead: false));
        }
    }

    private long Round(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, LargestReservation);
        return (bytes + SlabSize - 1) / SlabSize * SlabSize;
    }

    private sealed class Waiter(long bytes) : TaskCompletionSource<MemoryReservation>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public long Bytes => bytes;
    }
}
