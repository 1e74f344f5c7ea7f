namespace Orbit.Storage.Ssh.Connection;

/// <summary>One call that blocks, as a task. It can be cancelled while it waits for its thread; once it runs, it is left to end.</summary>
internal sealed class BlockingCall<T>
{
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenRegistration _cancellation;
    private readonly Func<T> _blocking;
    private int _isTaken;

    public BlockingCall(Func<T> blocking, CancellationToken cancellationToken)
    {
        _blocking = blocking;
        _cancellation = cancellationToken.UnsafeRegister(
            static (state, token) =>
            {
                BlockingCall<T> call = (BlockingCall<T>)state!;
                if (Interlocked.Exchange(ref call._isTaken, 1) == 0)
                {
                    call._completion.TrySetCanceled(token);
                }
            },
            this);
    }

    public Task<T> Task => _completion.Task;

    public void Run()
    {
        if (Interlocked.Exchange(ref _isTaken, 1) != 0)
        {
            return;
        }

        _cancellation.Unregister();
        try
        {
            _completion.TrySetResult(_blocking());
        }
        catch (OperationCanceledException canceled)
        {
            _completion.TrySetCanceled(canceled.CancellationToken);
        }
#pragma warning disable CA1031 // Whoever awaits the task gets it.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            _completion.TrySetException(failure);
        }
    }
}
