using System.Buffers;
using System.Diagnostics;

namespace Orbit.Storage.Testing.Leaks;

/// <summary>One rented buffer, which remembers its renter.</summary>
internal sealed class TrackedBuffer(LeakTrackingMemoryPool pool, byte[] bytes, StackTrace renter) : IMemoryOwner<byte>
{
    private volatile bool _isReturned;

    public StackTrace Renter => renter;

    public int Length => bytes.Length;

    public Memory<byte> Memory
    {
        get
        {
            if (_isReturned)
            {
                pool.ReportUseAfterReturn(this);
                throw new ObjectDisposedException(nameof(TrackedBuffer), "The buffer was returned to its pool.");
            }

            return bytes;
        }
    }

    public void Dispose()
    {
        _isReturned = true;
        pool.Return(this, bytes);
    }
}
