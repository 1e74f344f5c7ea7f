using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb.Double;

/// <summary>
/// A server of SMB 2.1 to 3.1.1 on a loopback port of the system's choice, with one share in memory: for what no real server can be made to do. It is strict with the client: what breaks the protocol is
/// written down in <see cref="Violations"/>. Whoever starts it disposes it.
/// </summary>
internal sealed class SmbDouble : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly ConcurrentDictionary<SmbCommand, int> _occurrences = new();
    private readonly ConcurrentBag<DoubleConnection> _connections = [];
    private readonly Task _accepting;
    private long _nextId = 0x1000;

    public SmbDouble(SmbDoubleOptions options)
    {
        Options = options;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        _accepting = Task.Run(AcceptAsync);
    }

    public SmbDoubleOptions Options { get; }

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    public Guid Id { get; } = Guid.NewGuid();

    /// <summary>The share's files, by their path with backslashes.</summary>
    public ConcurrentDictionary<string, DoubleFile> Files { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What the client did that the protocol forbids.</summary>
    public ConcurrentQueue<string> Violations { get; } = new();

    public IReadOnlyCollection<DoubleConnection> Connections => _connections;

    /// <summary>A number that nothing has had yet.</summary>
    public ulong NextId() => (ulong)Interlocked.Increment(ref _nextId);

    /// <summary>How often a command has come before.</summary>
    public int Count(SmbCommand command) => _occurrences.GetValueOrDefault(command);

    internal int CountUp(SmbCommand command) => _occurrences.AddOrUpdate(command, 1, static (_, count) => count + 1) - 1;

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (DoubleConnection connection in _connections)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            Socket socket = await _listener.AcceptAsync().ConfigureAwait(false);
            socket.NoDelay = true;
            _connections.Add(new DoubleConnection(this, socket));
        }
    }
}
