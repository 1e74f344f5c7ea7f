using System.Net.Sockets;
using Renci.SshNet.Common;
using Renci.SshNet.Messages.Transport;

namespace Orbit.Storage.Ssh.Connection;

/// <summary>Turns what ends a try to connect into what the user is told: where to, how far it came, and why.</summary>
internal static class ConnectErrors
{
    // SSH.NET has one reason for both.
    private const string NoneInCommon = "No matching";

    /// <param name="failure">What was thrown.</param>
    /// <param name="options">Where to.</param>
    /// <param name="attempt">How far.</param>
    /// <param name="hostKey">Why the server's key was refused, or null.</param>
    /// <param name="network">What broke below SSH.NET, or null.</param>
    public static StorageException Translate(Exception failure, SshBackendOptions options, ConnectAttempt attempt, StorageFault? hostKey, Exception? network)
    {
        if (hostKey is not null)
        {
            return new StorageException(hostKey, failure);
        }

        if (failure is StorageException known)
        {
            return known;
        }

        string where = $"{options.Host}:{options.Port}";
        if (attempt.IsLate || failure is SshOperationTimeoutException or TimeoutException)
        {
            return new StorageException(StorageErrorKind.Timeout, $"{where} did not get through {Describe(attempt.Stage)} in time.", failure);
        }

        return failure switch
        {
            SshAuthenticationException => new StorageException(
                StorageErrorKind.AuthenticationFailed, $"{where} does not accept the credentials of '{options.User}': {Sentence(failure)}", failure),
            SshConnectionException { DisconnectReason: DisconnectReason.ProtocolError or DisconnectReason.NoMoreAuthenticationMethodsAvailable } when attempt.Stage == ConnectStage.Authentication =>
                new StorageException(StorageErrorKind.AuthenticationFailed, $"{where} does not accept the credentials of '{options.User}', and wants no more of them: {Sentence(failure)}", failure),
            SshConnectionException { DisconnectReason: DisconnectReason.KeyExchangeFailed } when failure.Message.StartsWith(NoneInCommon, StringComparison.Ordinal) => new StorageException(
                new StorageFault(StorageErrorKind.ConnectionFailed, $"{where} and this side have no algorithm in common: {Sentence(failure)} Look at Algorithms.") { IsTransient = false }, failure),
            SshConnectionException { DisconnectReason: DisconnectReason.KeyExchangeFailed } => new StorageException(
                StorageErrorKind.HostKeyRejected, $"{where} does not prove that its key is its own, or its certificate is not valid now: {Sentence(failure)}", failure),
            SshException and not (SshConnectionException or ProxyException) when attempt.Stage == ConnectStage.Subsystem => new StorageException(
                new StorageFault(StorageErrorKind.ConnectionFailed, $"{where} lets '{options.User}' in, but not to SFTP; {Describe(attempt.Stage)} failed: {Sentence(failure)}") { IsTransient = false }, failure),
            SocketException or SshException or ProxyException or IOException or ObjectDisposedException => new StorageException(
                StorageErrorKind.ConnectionFailed, $"no connection to {where}; {Describe(attempt.Stage)} failed: {Sentence(network ?? failure)}", failure),
            _ => new StorageException(StorageErrorKind.Other, $"no connection to {where}; {Describe(attempt.Stage)} failed: {Sentence(failure)}", failure),
        };
    }

    /// <summary>Says how far a try was when its caller gave up.</summary>
    public static string Interrupted(SshBackendOptions options, ConnectAttempt attempt) => $"connecting to {options.Host}:{options.Port} had not got through {Describe(attempt.Stage)}.";

    /// <summary>The same failure for somebody else who waited for the same connection.</summary>
    public static StorageException Repeat(StorageException failure) => new(new StorageFault(failure.Kind, failure.Message) { IsTransient = failure.IsTransient }, failure);

    private static string Describe(ConnectStage stage) => stage switch
    {
        ConnectStage.Connect => "the stage 'connect' (TCP and proxy)",
        ConnectStage.Handshake => "the stage 'handshake' (versions and key exchange)",
        ConnectStage.Authentication => "the stage 'authentication'",
        _ => "the stage 'subsystem' (channel and SFTP)",
    };

    private static string Sentence(Exception failure) => failure.Message.TrimEnd('.') + ".";
}
