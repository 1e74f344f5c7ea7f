using System.Buffers;
using Orbit.Storage.Resilience;

namespace Orbit.Storage.Tests.Resilience;

public class NativeBlockTests
{
    [Test]
    public void Pin_AnElement_PointsAtIt()
    {
        NativeBlock block = new(4096);
        block.GetSpan()[17] = 42;
        using (MemoryHandle handle = block.Memory[17..].Pin())
        {
            Assert.That(ValueAt(handle), Is.EqualTo(42));
        }

        block.Release();
    }

    [Test]
    public void Release_WhileASystemCallHoldsIt_KeepsTheMemory()
    {
        NativeBlock block = new(4096);
        block.GetSpan()[0] = 42;
        using MemoryHandle handle = block.Memory.Pin();

        block.Release();

        Assert.That(ValueAt(handle), Is.EqualTo(42));
    }

    [Test]
    public void Release_OfWhatNobodyHolds_EndsItsUse()
    {
        NativeBlock block = new(4096);
        Memory<byte> memory = block.Memory;

        block.Release();

        Assert.That(() => memory.Span[0], Throws.TypeOf<ObjectDisposedException>());
        Assert.That(() => memory.Pin(), Throws.TypeOf<ObjectDisposedException>());
    }

    private static unsafe byte ValueAt(MemoryHandle handle) => *(byte*)handle.Pointer;
}
