using Microsoft.Extensions.Logging;

namespace Orbit.Storage.Ssh.Connection;

/// <summary>Aborts the connection of a call that does not end soon after its token has fired.</summary>
internal sealed class CallWatch : IDisposable
{
    private readonly SshConnection _connection;
    private readonly TimeSpan _grace;
    private readonly ITimer _timer;
    private readonly CancellationTokenRegistration _cancellation;
    private int _isOver;

    private CallWatch(SshConnection connection, TimeSpan grace, TimeProvider time, CancellationToken cancellationToken)
    {
        _connection = connection;
        _grace = grace;
        _timer = time.CreateTimer(static watch => ((CallWatch)watch!).Abort(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _cancellation = cancellationToken.UnsafeRegister(static watch => ((CallWatch)watch!).Begin(), this);
    }

    private bool HasAborted { get; set; }

    /// <summary>Waits for a call to end, one way or the other.</summary>
    /// <exception cref="OperationCanceledException">The connection was aborted.</exception>
    public static async Task<T> RunAsync<T>(SshConnection connection, Task<T> call, TimeSpan grace, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        using CallWatch watch = new(connection, grace, time, cancellationToken);
        try
        {
            return await call.ConfigureAwait(false);
        }
        catch (Exception failure) when (watch.HasAborted && failure is not OutOfMemoryException)
        {
            logger.CallAborted();
            throw new OperationCanceledException("the call did not end, and its connection was closed.", failure, cancellationToken);
        }
    }

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
