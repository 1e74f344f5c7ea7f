using Renci.SshNet.Common;

namespace Orbit.Storage.Ssh.Connection;

/// <summary>The calls under way on a connection: a client is disposed only after them, since a call that begins meanwhile waits for its answer until SSH.NET's timeout.</summary>
internal sealed class CallCount
{
    private readonly object _gate = new();
    private readonly TaskCompletionSource _quiet = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isClosing;
    private int _calls;

    /// <summary>Makes a call.</summary>
    /// <exception cref="SshConnectionException">The connection is closed.</exception>
    public T Run<TState, T>(Func<TState, T> call, TState state)
    {
        lock (_gate)
        {
            if (_isClosing)
            {
                throw new SshConnectionException("The connection was closed.");
            }

            _calls++;
        }

        try
        {
            return call(state);
        }
        finally
        {
            End();
        }
    }

    /// <summary>Lets no more calls begin, and waits for those under way, but no longer than is said.</summary>
    public async Task CloseAsync(TimeSpan patience, TimeProvider time)
    {
        lock (_gate)
        {
            _isClosing = true;
            if (_calls == 0)
            {
                return;
            }
        }

        await Task.WhenAny(_quiet.Task, Task.Delay(patience, time, CancellationToken.None)).ConfigureAwait(false);
    }

    private void End()
    {
        lock (_gate)
        {
            if (--_calls > 0 || !_isClosing)
            {
                return;
            }
        }

        _quiet.TrySetResult();
    }
}
