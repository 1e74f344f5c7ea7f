using Microsoft.Extensions.Logging;
using Orbit.Storage.Ssh.Packets;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Orbit.Storage.Ssh.Connection;

/// <summary>A connection on which the server runs its own SFTP program, spoken to by packets of this library (docs/decisions/0130).</summary>
internal sealed class ProgramConnection
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly SshClient _client;
    private readonly LoopbackRelay? _relay;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    private ProgramConnection(SshClient client, LoopbackRelay? relay, PacketSession session, TimeProvider time, ILogger logger)
    {
        _client = client;
        _relay = relay;
        Session = session;
        _time = time;
        _logger = logger;
    }

    public PacketSession Session { get; }

    /// <summary>Starts the program. Blocks for some round trips; ended by closing the relay or the client.</summary>
    /// <exception cref="StorageException"><see cref="StorageErrorKind.Unsupported"/>: the server does not run it, or it does not speak SFTP.</exception>
    public static ProgramConnection Open(SshClient client, LoopbackRelay? relay, string command, TimeSpan patience, TimeProvider time, ILogger logger)
    {
        try
        {
            SshCommand program = client.CreateCommand(command);
            _ = program.ExecuteAsync(CancellationToken.None).ContinueWith(static run => run.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            return new ProgramConnection(client, relay, PacketSession.Open(program.CreateInputStream(), program.OutputStream, patience, time), time, logger);
        }
        catch (Exception refused) when (refused is InvalidDataException or EndOfStreamException or InvalidOperationException or SshException)
        {
            relay?.Dispose();
            client.Dispose();
            throw refused is SshException and not SftpException
                ? refused
                : new StorageException(StorageErrorKind.Unsupported, $"the server does not run '{command}', or that is no SFTP server.", refused);
        }
    }

    /// <summary>Closes it. Ends in seconds, whatever the network does.</summary>
    public async Task CloseAsync()
    {
        Session.Dispose();
        _relay?.Dispose();
        try
        {
            await BlockingThreads.RunLongAsync(
                () =>
                {
                    _client.Dispose();
                    return true;
                },
                "orbit-ssh-close",
                CancellationToken.None).WaitAsync(Patience, _time).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is SshException or IOException or System.Net.Sockets.SocketException or ObjectDisposedException or InvalidOperationException or TimeoutException)
        {
            _logger.NotClosed(failure);
        }
    }
}
