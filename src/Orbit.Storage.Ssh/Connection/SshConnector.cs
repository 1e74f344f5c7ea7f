using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging;
using Orbit.Storage.Ssh.HostKeys;
using Renci.SshNet;

namespace Orbit.Storage.Ssh.Connection;

/// <summary>Makes connections: address, socket, relay, then SSH.NET's own handshake, each under its deadline.</summary>
internal sealed class SshConnector(SshBackendOptions options, BlockingThreads handshakes, TimeProvider time, ILogger logger)
{
    // SSH.NET's own default for where a stage has none.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private const int ReadBuffer = 65536;

    /// <exception cref="StorageException">The message names host and stage.</exception>
    public Task<SshConnection> ConnectAsync(CancellationToken cancellationToken) => ConnectAsync(
        info => new SftpClient(info) { BufferSize = ReadBuffer, OperationTimeout = options.Deadlines.FirstByte },
        (client, relay) => new SshConnection(client, relay, time, logger),
        static connection => connection.CloseAsync(),
        cancellationToken);

    /// <summary>Makes a connection that runs a command, whose streams speak SFTP.</summary>
    /// <param name="command">The command.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="StorageException">The message names host and stage; <see cref="StorageErrorKind.Unsupported"/> where the server does not run the command.</exception>
    public Task<ProgramConnection> ConnectProgramAsync(string command, CancellationToken cancellationToken) => ConnectAsync(
        static info => new SshClient(info),
        (client, relay) => ProgramConnection.Open(client, relay, command, options.Deadlines.FirstByte, time, logger),
        static connection => connection.CloseAsync(),
        cancellationToken);

    private async Task<TConnection> ConnectAsync<TClient, TConnection>(
        Func<ConnectionInfo, TClient> create, Func<TClient, LoopbackRelay?, TConnection> begin, Func<TConnection, Task> close, CancellationToken cancellationToken)
        where TClient : BaseClient
        where TConnection : class
    {
        using ConnectAttempt attempt = new(DeadlineOf, time, cancellationToken);
        HostKeyDecision decision = new();
        LoopbackRelay? relay = null;
        TClient? client = null;
        TConnection? connection = null;
        try
        {
            attempt.Enter(ConnectStage.Connect);
            IPAddress[] addresses = options.UseRelay ? await ResolveAsync(attempt.Ended).ConfigureAwait(false) : [];
            attempt.Pause();
            connection = await handshakes.RunAsync(
                () =>
                {
                    attempt.Enter(ConnectStage.Connect);
                    decision.Verifier = HostKeyVerification.Open(options, time);
                    IPEndPoint? entrance = null;
                    if (options.UseRelay)
                    {
                        relay = LoopbackRelay.Start(OpenSocket(addresses, attempt), out entrance);
                        attempt.Guard(relay);
                        attempt.Enter(ConnectStage.Handshake);
                    }

                    client = Handshake(create, relay, entrance, decision, attempt);
                    return begin(client, relay);
                },
                attempt.Ended).ConfigureAwait(false);
            attempt.Succeed();
            logger.Connected(options.Host, options.Port, client!.ConnectionInfo.CurrentServerEncryption, client.ConnectionInfo.ServerVersion);
            return connection;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // Where time ran out in the last moment, there is one already.
            _ = connection is null ? null : close(connection);
            throw cancellationToken.IsCancellationRequested
                ? new OperationCanceledException(ConnectErrors.Interrupted(options, attempt), failure, cancellationToken)
                : ConnectErrors.Translate(failure, options, attempt, decision.Fault, relay?.Failure);
        }
    }

    private async Task<IPAddress[]> ResolveAsync(CancellationToken cancellationToken)
    {
        string host = options.Proxy?.Host ?? options.Host;
        return IPAddress.TryParse(host, out IPAddress? address) ? [address] : await Dns.GetHostAddressesAsync(host, cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private Socket OpenSocket(IPAddress[] addresses, ConnectAttempt attempt)
    {
        Socket socket = new ServerSocket(options.Deadlines, time).Connect(addresses, options.Proxy?.Port ?? options.Port, attempt);
        if (options.Proxy is { } proxy)
        {
            IPAddress? target = proxy.Kind == SshProxyKind.Socks4 ? Dns.GetHostAddresses(options.Host, AddressFamily.InterNetwork).FirstOrDefault() : null;
            new ProxyTunnel(proxy, options.Host, options.Port).Open(socket, target);
        }

        return socket;
    }

    private TClient Handshake<TClient>(Func<ConnectionInfo, TClient> create, LoopbackRelay? relay, IPEndPoint? entrance, HostKeyDecision decision, ConnectAttempt attempt)
        where TClient : BaseClient
    {
        AuthenticationMethod[] methods = [.. SshCredentials.Create(options).Select(method => new StagedAuthentication(method, attempt))];
        ConnectionInfo info = relay is null ? Direct(methods) : Through(relay, entrance!, methods);
        info.Timeout = Longest();
        // Names are bytes: this encoding leaves each of them what it is.
        info.Encoding = Encoding.Latin1;
        Ed25519Certificate.Register(info.HostKeyAlgorithms);
        AlgorithmOrder.Apply(info, options.Algorithms, decision.Verifier!.Order(info.HostKeyAlgorithms.Keys.ToArray()));

        TClient client = create(info);
        try
        {
            if (relay is null)
            {
                attempt.Guard(new DetachedDisposal(client, logger));
                client.KeepAliveInterval = TimeSpan.FromSeconds(15);
                client.ServerIdentificationReceived += (_, _) => attempt.Enter(ConnectStage.Handshake);
            }

            client.HostKeyReceived += (_, shown) => shown.CanTrust = decision.Trusts(shown);
            client.ErrorOccurred += (_, error) => logger.ConnectionBroke(options.Host, options.Port, error.Exception.Message);
            client.Connect();
            return client;
        }
        catch
        {
            // It waits for an answer unless its connection is gone.
            relay?.Dispose();
            client.Dispose();
            throw;
        }
    }

    // The host is the relay's loopback, so that SSH.NET looks no name up.
    private ConnectionInfo Through(LoopbackRelay relay, IPEndPoint entrance, AuthenticationMethod[] methods) =>
        new("127.0.0.1", options.Port, options.User, ProxyTypes.Socks5, "127.0.0.1", entrance.Port, relay.Secret.User, relay.Secret.Password, methods);

    private ConnectionInfo Direct(AuthenticationMethod[] methods) => options.Proxy is not { } proxy
        ? new ConnectionInfo(options.Host, options.Port, options.User, methods)
        : new ConnectionInfo(options.Host, options.Port, options.User, TypeOf(proxy.Kind), proxy.Host, proxy.Port, proxy.User ?? "", proxy.Password ?? "", methods);

    private static ProxyTypes TypeOf(SshProxyKind kind) => kind switch
    {
        SshProxyKind.Http => ProxyTypes.Http,
        SshProxyKind.Socks4 => ProxyTypes.Socks4,
        _ => ProxyTypes.Socks5,
    };

    private TimeSpan DeadlineOf(ConnectStage stage) => stage switch
    {
        ConnectStage.Connect => options.Deadlines.Connect,
        ConnectStage.Handshake => options.HandshakeTimeout,
        ConnectStage.Authentication => options.AuthenticationTimeout,
        _ => options.SubsystemTimeout,
    };

    // SSH.NET has one timeout for all its waits, that for room to send included. The stages' own are shorter or the same.
    private TimeSpan Longest()
    {
        TimeSpan[] all = [.. Enum.GetValues<ConnectStage>().Select(DeadlineOf), options.Deadlines.Idle];
        return all.Contains(Timeout.InfiniteTimeSpan) ? Timeout.InfiniteTimeSpan : all.Append(Patience).Max();
    }
}
