using System.Net;
using System.Net.Sockets;
using Orbit.Storage.Smb.Connection;
using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb.Fuzz;

/// <summary>Gives inputs to whole connections, each with a request under way, and has them end: the request then has its answer, or failed with the one exception for connections.</summary>
internal sealed class ConnectionRun(ulong seed) : IDisposable
{
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(10);

    private readonly Socket _listener = Listen();
    private readonly List<string> _findings = [];
    private readonly byte[] _input = new byte[Mutation.MaxLength];

    public IReadOnlyList<string> Findings => _findings;

    /// <summary>Connections that ended since their server broke the protocol.</summary>
    public long Broken { get; private set; }

    public async Task RunAsync(long first, long count)
    {
        for (long number = first; number < first + count; number++)
        {
            SplitMix random = new(seed, (ulong)number);
            int length = Mutation.Make(Corpus.Frames, ref random, _input);
            try
            {
                await TryAsync(_input.AsMemory(0, length), (ulong)number);
            }
            catch (Exception finding)
            {
                _findings.Add($"connection, seed {seed}, input {number}: {finding}");
            }
        }
    }

    public void Dispose() => _listener.Dispose();

    private static Socket Listen()
    {
        Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        return listener;
    }

    private async Task TryAsync(ReadOnlyMemory<byte> input, ulong number)
    {
        Socket client = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await client.ConnectAsync(_listener.LocalEndPoint!);
        using Socket server = await _listener.AcceptAsync();
        await using SmbConnection connection = SmbConnection.Start(client, new LivenessOptions(), TimeProvider.System);
        connection.Agree(isMultiCredit: number % 2 == 0);
        PendingRequest pending = await SendAsync(connection, number);
        await server.SendAsync(input);
        server.Shutdown(SocketShutdown.Send);
        await connection.Lost.WaitAsync(MostTime);
        try
        {
            using SmbReply reply = await pending.Reply.WaitAsync(MostTime);
        }
        catch (ConnectionLostException lost) when (lost.InnerException is SmbProtocolException)
        {
            Broken++;
        }
        catch (ConnectionLostException lost) when (lost.InnerException is EndOfStreamException or SocketException)
        {
            // It ended as the input did.
        }
    }

    // Of the kinds that the inputs answer; all have id 0.
    private static ValueTask<PendingRequest> SendAsync(SmbConnection connection, ulong number) => (number % 3) switch
    {
        0 => connection.SendAsync(new ReadRequest { File = FileId.OfCompound, Offset = 0, Count = 4096 }, new RequestTarget(0, 0, IsSealed: false), CancellationToken.None),
        1 => connection.SendAsync(new EchoRequest(), new RequestTarget(0, 0, IsSealed: false), CancellationToken.None),
        _ => connection.SendAsync(new CloseRequest { File = FileId.OfCompound }, new RequestTarget(0, 0, IsSealed: false), CancellationToken.None),
    };
}
