using System.Net.Sockets;
using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb.Connection;

/// <summary>
/// One TCP connection, over which many requests are under way at once. Requests are sent by whoever makes them; one loop receives, verifies, counts credits and completes. A failure of either ends the connection
/// and with it every request. Whoever opened it disposes it.
/// </summary>
internal sealed partial class SmbConnection : IAsyncDisposable
{
    private readonly Socket _socket;
    private readonly TimeProvider _time;
    private readonly FrameReceiver _receiver;
    private readonly Liveness _liveness;
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly CancellationTokenSource _closing = new();
    private readonly object _gate = new();
    private readonly Dictionary<ulong, PendingRequest> _pending = [];
    private readonly TaskCompletionSource _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ConnectionLostException? _failure;
    private Task _loops = Task.CompletedTask;
    private volatile MessageProtection? _protection;

    private SmbConnection(Socket socket, LivenessOptions liveness, TimeProvider time)
    {
        _socket = socket;
        _time = time;
        _liveness = new Liveness(liveness, time);
        _receiver = new FrameReceiver(socket, Pool) { Heard = _liveness.Hear };
    }

    public FramePool Pool { get; } = new();

    public CreditWindow Credits { get; } = new();

    /// <summary>Ends when the connection is of no use any more; never fails.</summary>
    public Task Lost => _lost.Task;

    public bool IsLost => _lost.Task.IsCompleted;

    /// <summary>How the session's messages are protected; set once its keys stand, and disposed with the connection.</summary>
    public MessageProtection? Protection
    {
        get => _protection;
        set => _protection = value;
    }

    /// <summary>Connects, trying the name's addresses in turn.</summary>
    /// <exception cref="SocketException">None answers.</exception>
    public static async Task<SmbConnection> OpenAsync(string host, int port, LivenessOptions liveness, TimeProvider time, CancellationToken cancellationToken)
    {
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            await socket.ConnectAsync(host, port, cancellationToken).ConfigureAwait(false);
            return Start(socket, liveness, time);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Begins on a socket that is connected, which is given over.</summary>
    public static SmbConnection Start(Socket socket, LivenessOptions liveness, TimeProvider time)
    {
        SmbConnection connection = new(socket, liveness, time);
        connection._loops = Task.WhenAll(
            Task.Run(connection.ReceiveAllAsync, CancellationToken.None),
            Task.Run(connection.WatchAsync, CancellationToken.None));
        return connection;
    }

    /// <summary>Takes what NEGOTIATE agreed: frames may be large from now on, and requests too where the server says so.</summary>
    public void Agree(bool isMultiCredit)
    {
        Credits.IsMultiCredit = isMultiCredit;
        _receiver.MaxFrame = FramePool.MaxFrame;
    }

    /// <summary>Ends the connection at once; what is under way fails.</summary>
    public async ValueTask DisposeAsync()
    {
        Fail(new ConnectionLostException("The connection was closed while the call was under way."));
        await _loops.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _sending.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        _sending.Release();
        _protection?.Dispose();
        _closing.Dispose();
    }

    /// <summary>Gives up on the connection.</summary>
    private void Fail(ConnectionLostException failure)
    {
        PendingRequest[] pending;
        lock (_gate)
        {
            if (_failure is not null)
            {
                return;
            }

            _failure = failure;
            pending = [.. _pending.Values];
            _pending.Clear();
        }

        Credits.Fail(failure);
        _closing.Cancel();
        _socket.Dispose();
        foreach (PendingRequest request in pending)
        {
            request.Fail(failure);
        }

        _lost.TrySetResult();
    }

    private static ConnectionLostException Lose(Exception cause) => cause switch
    {
        ConnectionLostException lost => lost,
        SmbProtocolException broken => new ConnectionLostException($"The server did not keep to the protocol: {broken.Message}", broken),
        EndOfStreamException => new ConnectionLostException("The server closed the connection.", cause),
        _ => new ConnectionLostException($"The connection broke: {cause.Message}", cause),
    };
}
