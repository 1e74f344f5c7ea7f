using System.Buffers;
using System.Runtime.InteropServices;

namespace Orbit.Storage.Resilience;

/// <summary>
/// Bytes outside of the collected heap, which are neither counted, moved nor scanned, and go back to the system when they are freed. There is no finalizer: a span
/// does not keep its block alive, and memory that is lost does less harm than memory that is used after it was freed.
/// </summary>
internal sealed unsafe class NativeBlock : MemoryManager<byte>
{
    // One page of most systems, so that no two blocks share one.
    private const int Alignment = 4096;

    private readonly int _length;
    private void* _bytes;
    private bool _isReleased;

    // The owner, and each system call that holds it. The last frees the memory.
    private int _holders = 1;

    /// <summary>Takes memory; it is not cleared.</summary>
    /// <param name="length">How many bytes.</param>
    public NativeBlock(int length)
    {
        _bytes = NativeMemory.AlignedAlloc((nuint)length, Alignment);
        _length = length;
    }

    public override Span<byte> GetSpan()
    {
        ObjectDisposedException.ThrowIf(_isReleased, this);
        return new Span<byte>(_bytes, _length);
    }

    public override MemoryHandle Pin(int elementIndex = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(elementIndex);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(elementIndex, _length);
        ObjectDisposedException.ThrowIf(_isReleased, this);
        Interlocked.Increment(ref _holders);
        return new MemoryHandle((byte*)_bytes + elementIndex, default, this);
    }

    public override void Unpin() => LetGo();

    /// <summary>Frees the memory as soon as no system call holds it. Its owner calls it once.</summary>
    public void Release()
    {
        _isReleased = true;
        LetGo();
    }

    protected override void Dispose(bool disposing) => Release();

    private void LetGo()
    {
        if (Interlocked.Decrement(ref _holders) == 0)
        {
            NativeMemory.AlignedFree(_bytes);
            _bytes = null;
        }
    }
}
