namespace Orbit.Storage.Ssh.Connection;

/// <summary>One try to connect: which stage it is in, and what is closed where the stage's deadline passes or the caller gives up.</summary>
internal sealed class ConnectAttempt : IDisposable
{
    private readonly object _gate = new();
    private readonly Func<ConnectStage, TimeSpan> _deadlineOf;
    private readonly ITimer _timer;
    private readonly CancellationTokenRegistration _cancellation;
    private readonly CancellationToken _token;
    private readonly CancellationTokenSource _ended = new();
    private readonly List<IDisposable> _guarded = [];
    private bool _isDone;

    public ConnectAttempt(Func<ConnectStage, TimeSpan> deadlineOf, TimeProvider time, CancellationToken cancellationToken)
    {
        _deadlineOf = deadlineOf;
        _token = cancellationToken;
        _timer = time.CreateTimer(static attempt => ((ConnectAttempt)attempt!).End(isLate: true), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _cancellation = cancellationToken.UnsafeRegister(static attempt => ((ConnectAttempt)attempt!).End(isLate: false), this);
    }

    public ConnectStage Stage { get; private set; }

    /// <summary>Whether the deadline of <see cref="Stage"/> has passed.</summary>
    public bool IsLate { get; private set; }

    /// <summary>Fires when the try is over, one way or the other.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>Begins a stage, and its deadline.</summary>
    public void Enter(ConnectStage stage)
    {
        lock (_gate)
        {
            if (_isDone)
            {
                return;
            }

            Stage = stage;
            _timer.Change(_deadlineOf(stage), Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Stops the deadline of the stage, for as long as others are served first.</summary>
    public void Pause()
    {
        lock (_gate)
        {
            if (!_isDone)
            {
                _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>Has something closed when the try ends early.</summary>
    public void Guard(IDisposable resource)
    {
        lock (_gate)
        {
            if (!_ended.IsCancellationRequested)
            {
                _guarded.Add(resource);
                return;
            }
        }

        resource.Dispose();
        ThrowIfEnded();
    }

    public void ThrowIfEnded()
    {
        _token.ThrowIfCancellationRequested();
        if (IsLate)
        {
            throw new TimeoutException();
        }
    }

    /// <summary>The connection stands; nothing is closed any more.</summary>
    public void Succeed()
    {
        lock (_gate)
        {
            ThrowIfEnded();
            _isDone = true;
            _guarded.Clear();
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        _cancellation.Dispose();
        End(isLate: false);
        _ended.Dispose();
    }

    private void End(bool isLate)
    {
        IDisposable[] guarded;
        lock (_gate)
        {
            if (_isDone)
            {
                return;
            }

            _isDone = true;
            IsLate = isLate;
            guarded = [.. _guarded];
            _ended.Cancel();
        }

        foreach (IDisposable resource in guarded)
        {
            resource.Dispose();
        }
    }
}
