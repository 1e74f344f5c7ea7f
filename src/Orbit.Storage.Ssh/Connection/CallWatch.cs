namespace Orbit.Storage.Ssh.Connection;

/// <summary>Aborts the connection of a call that does not end soon after its token has fired.</summary>
internal sealed class CallWatch : IDisposable
{
    private readonly SshConnection _connection;
    private readonly TimeSpan _grace;
    private readonly ITimer _timer;
    private readonly CancellationTokenRegistration _cancellation;
    private int _isOver;

    public CallWatch(SshConnection connection, TimeSpan grace, TimeProvider time, CancellationToken cancellationToken)
    {
        _connection = connection;
        _grace = grace;
        _timer = time.CreateTimer(static watch => ((CallWatch)watch!).Abort(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _cancellation = cancellationToken.UnsafeRegister(static watch => ((CallWatch)watch!).Begin(), this);
    }

    public bool HasAborted { get; private set; }

    public void Dispose()
    {
        Interlocked.Exchange(ref _isOver, 1);
        _cancellation.Dispose();
        _timer.Dispose();
    }

    private void Begin() => _timer.Change(_grace, Timeout.InfiniteTimeSpan);

    private void Abort()
    {
        if (Interlocked.Exchange(ref _isOver, 1) == 0)
        {
            HasAborted = true;
            _connection.Abort();
        }
    }
}
