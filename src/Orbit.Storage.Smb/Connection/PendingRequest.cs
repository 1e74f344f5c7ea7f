using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb.Connection;

/// <summary>A request that waits for its answer.</summary>
internal sealed class PendingRequest(SmbCommand command, int charge)
{
    // What waits runs elsewhere: the thread that receives runs nobody else's code.
    private readonly TaskCompletionSource<SmbReply> _reply = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _returning = charge;

    public SmbCommand Command => command;

    /// <summary>How many credits it takes.</summary>
    public int Charge { get; } = charge;

    /// <summary>Its id; of a larger request the first of several. Given when it is sent.</summary>
    public ulong MessageId { get; set; }

    /// <summary>How many credits it asks for beyond its charge; 0 once the server has answered that.</summary>
    public int Growth { get; set; }

    /// <summary>Whether it was sent encrypted, so that its answer must be too.</summary>
    public bool IsSealed { get; set; }

    /// <summary>Whether it was signed although others of its session are not, so that its answer must be too.</summary>
    public bool IsSigned { get; set; }

    /// <summary>The session that it belongs to.</summary>
    public ulong SessionId { get; set; }

    public uint TreeId { get; set; }

    /// <summary>What the server calls it while it works on it apart; 0 before it says so.</summary>
    public ulong AsyncId { get; set; }

    public Task<SmbReply> Reply => _reply.Task;

    /// <summary>Gives its charge, as long as no answer has given those credits back; then 0.</summary>
    public int TakeReturning() => Interlocked.Exchange(ref _returning, 0);

    public void Complete(SmbReply reply)
    {
        if (!_reply.TrySetResult(reply))
        {
            reply.Dispose();
        }
    }

    public void Fail(Exception failure)
    {
        if (_reply.TrySetException(failure))
        {
            // Somebody who gave up waiting does not look.
            _ = _reply.Task.Exception;
        }
    }
}
