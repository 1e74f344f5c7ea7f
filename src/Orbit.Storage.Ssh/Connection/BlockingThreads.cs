namespace Orbit.Storage.Ssh.Connection;

/// <summary>
/// A few threads for calls that block, so that neither the caller's threads nor the pool's do. They start when they are needed and end when they are not.
/// What comes when all are busy waits its turn.
/// </summary>
internal sealed class BlockingThreads(string name, int limit)
{
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(10);
    private const int StackSize = 512 * 1024;

    private readonly object _gate = new();
    private readonly Queue<Action> _waiting = new();
    private int _threads;
    private int _idle;

    /// <summary>Runs a call that ends by itself before long. Where the token fires before its turn has come, it is not made.</summary>
    public Task<T> RunAsync<T>(Func<T> blocking, CancellationToken cancellationToken)
    {
        BlockingCall<T> call = new(blocking, cancellationToken);
        bool isStarting;
        lock (_gate)
        {
            _waiting.Enqueue(call.Run);
            isStarting = _idle < _waiting.Count && _threads < limit;
            if (isStarting)
            {
                _threads++;
            }
            else
            {
                Monitor.Pulse(_gate);
            }
        }

        if (isStarting)
        {
            StartWorker();
        }

        return call.Task;
    }

    /// <summary>Runs a call that may take as long as it likes on a thread that nobody else waits for.</summary>
    public static Task<T> RunLongAsync<T>(Func<T> blocking, string name, CancellationToken cancellationToken)
    {
        BlockingCall<T> call = new(blocking, cancellationToken);
        Start(call.Run, name);
        return call.Task;
    }

    public static void Start(Action work, string name) => new Thread(() => work(), StackSize) { IsBackground = true, Name = name }.Start();

    private void StartWorker()
    {
        try
        {
            Start(Work, name);
        }
        catch
        {
            lock (_gate)
            {
                _threads--;
            }

            throw;
        }
    }

    private void Work()
    {
        while (Next() is { } call)
        {
            call();
        }
    }

    private Action? Next()
    {
        lock (_gate)
        {
            while (_waiting.Count == 0)
            {
                _idle++;
                bool isCalled = Monitor.Wait(_gate, IdleTimeout);
                _idle--;
                if (!isCalled && _waiting.Count == 0)
                {
                    _threads--;
                    return null;
                }
            }

            return _waiting.Dequeue();
        }
    }
}
