using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Orbit.Storage.Ssh.Connection;
using Orbit.Storage.Ssh.Tests.Servers;

namespace Orbit.Storage.Ssh.Tests.Connection;

public class LoggingTests
{
    [Test]
    public async Task Log_OfAConnectionWithAPassword_NamesTheHostAndNoSecret()
    {
        Recorder log = new();
        SshBackendOptions options = OpenSshServer.NewOptions();
        options.PrivateKeys.Clear();
        options.Password = OpenSshServer.Password;
        await using (SftpSessions sessions = new(options, TimeProvider.System, log))
        {
            await using SftpLease lease = await sessions.LeaseAsync(default);
            lease.Abort();
            Assert.That(async () => await lease.RunAsync(client => client.Exists("."), default), Throws.Exception);
        }

        Assert.That(log.Lines, Has.Some.Contains($"{options.Host}:{options.Port}"));
        Assert.That(log.Lines, Has.None.Contains(OpenSshServer.Password));
    }

    private sealed class Recorder : ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{formatter(state, exception)} {exception}");
    }
}
