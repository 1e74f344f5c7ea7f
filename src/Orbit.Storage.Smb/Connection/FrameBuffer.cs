namespace Orbit.Storage.Smb.Connection;

/// <summary>Bytes of one frame, which go back to their pool when the last of its users has let go: in a compound, each message is one.</summary>
internal sealed class FrameBuffer(FramePool pool, byte[] bytes)
{
    private int _users = 1;

    public byte[] Bytes => bytes;

    /// <summary>Adds a user.</summary>
    public FrameBuffer Retain()
    {
        Interlocked.Increment(ref _users);
        return this;
    }

    /// <summary>Takes one away; called once by each.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            pool.Return(bytes);
        }
    }
}
