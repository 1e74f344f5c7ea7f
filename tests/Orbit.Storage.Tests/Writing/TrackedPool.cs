using System.Buffers;

namespace Orbit.Storage.Tests.Writing;

/// <summary>Counts what is rented, overwrites what comes back, and refuses to take anything twice.</summary>
internal sealed class TrackedPool : MemoryPool<byte>
{
    private int _rented;
    private int _returnedTwice;

    public int Rented => Volatile.Read(ref _rented);

    public int ReturnedTwice => Volatile.Read(ref _returnedTwice);

    public override int MaxBufferSize => int.MaxValue;

    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        Interlocked.Increment(ref _rented);
        return new Owner(this, minBufferSize);
    }

    protected override void Dispose(bool disposing)
    {
    }

    private sealed class Owner(TrackedPool pool, int size) : IMemoryOwner<byte>
    {
        private readonly byte[] _bytes = new byte[size];
        private int _isReturned;

        public Memory<byte> Memory => _bytes;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isReturned, 1) != 0)
            {
                Interlocked.Increment(ref pool._returnedTwice);
                return;
            }

            // Whoever still reads it reads this.
            _bytes.AsSpan().Fill(0xEE);
            Interlocked.Decrement(ref pool._rented);
        }
    }
}
