using System.Buffers;

namespace Orbit.Storage.Tests.Reading;

/// <summary>Counts the buffers that are out, and spoils each that comes back, so that a use after its return shows in the bytes.</summary>
internal sealed class TrackedPool : MemoryPool<byte>
{
    private int _out;

    public int Out => Volatile.Read(ref _out);

    public override int MaxBufferSize => int.MaxValue;

    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        Interlocked.Increment(ref _out);
        return new Buffer(this, minBufferSize);
    }

    protected override void Dispose(bool disposing)
    {
    }

    private sealed class Buffer(TrackedPool pool, int size) : IMemoryOwner<byte>
    {
        private readonly byte[] _bytes = new byte[size];
        private int _isReturned;

        public Memory<byte> Memory => _isReturned == 0 ? _bytes : throw new ObjectDisposedException(nameof(Buffer));

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isReturned, 1) == 0)
            {
                _bytes.AsSpan().Fill(0xDD);
                Interlocked.Decrement(ref pool._out);
            }
        }
    }
}
