using Microsoft.Extensions.Logging;
using Renci.SshNet;

namespace Orbit.Storage.Ssh.Connection;

/// <summary>The connections of one backend.</summary>
internal sealed class SftpSessions(SshBackendOptions options, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    public async ValueTask<SftpLease> LeaseAsync(CancellationToken cancellationToken)
    {
        PrivateKeyFile[] keys = [.. options.PrivateKeys.Select(key => new PrivateKeyFile(key.File!, key.Passphrase))];
        ConnectionInfo info = new(options.Host, options.Port, options.User, new PrivateKeyAuthenticationMethod(options.User, keys)) { Timeout = TimeSpan.FromSeconds(15) };
        SftpClient client = new(info) { BufferSize = 65536, OperationTimeout = TimeSpan.FromSeconds(30) };
        await client.ConnectAsync(cancellationToken).ConfigureAwait(false);
        return new SftpLease(client);
    }

    public ValueTask DisposeAsync()
    {
        GC.KeepAlive((time, logger));
        return default;
    }
}
