using System.Buffers;
using System.Collections.Concurrent;

namespace Orbit.Storage.Smb.Connection;

/// <summary>
/// The buffers of one connection. What holds a megabyte of content has a size of its own, since the shared pool would round it up to two; a few of them are kept, the rest is left to the collector.
/// </summary>
internal sealed class FramePool
{
    /// <summary>The most content in one message, in bytes: larger ones cost memory and cache and bring nothing.</summary>
    public const int MaxPayload = 1 << 20;

    /// <summary>The largest frame: that content, and what stands before it, in a compound too.</summary>
    public const int MaxFrame = MaxPayload + Overhead;

    private const int Overhead = 4096;
    private const int Small = 64 * 1024;
    private const int Kept = 32;

    private readonly ConcurrentBag<byte[]> _slabs = [];
    private int _count;

    /// <summary>Gives a buffer, with whatever was in it before.</summary>
    /// <param name="length">Its least length; up to <see cref="MaxFrame"/>.</param>
    public FrameBuffer Rent(int length) => new(this, length <= Small ? ArrayPool<byte>.Shared.Rent(length) : RentSlab());

    /// <summary>Takes a buffer back.</summary>
    public void Return(byte[] bytes)
    {
        if (bytes.Length != MaxFrame)
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
        else if (Interlocked.Increment(ref _count) <= Kept)
        {
            _slabs.Add(bytes);
        }
        else
        {
            Interlocked.Decrement(ref _count);
        }
    }

    private byte[] RentSlab()
    {
        if (_slabs.TryTake(out byte[]? slab))
        {
            Interlocked.Decrement(ref _count);
            return slab;
        }

        return GC.AllocateUninitializedArray<byte>(MaxFrame);
    }
}
