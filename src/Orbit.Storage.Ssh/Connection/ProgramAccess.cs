using Microsoft.Extensions.Logging;
using Orbit.Storage.Ssh.Packets;

namespace Orbit.Storage.Ssh.Connection;

/// <summary>
/// The one connection of a backend to the server's own program: made when it is first wanted, made anew when it broke, closed when it has idled, and given up for good where the
/// server refuses the program. Whoever gets none goes the way that every server offers.
/// </summary>
internal sealed class ProgramAccess(SshBackendOptions options, SshConnector connector, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _gate = new(1);
    private readonly CancellationTokenSource _closing = new();
    private ProgramConnection? _connection;
    private ITimer? _retirement;
    private long _usedAt;
    private long? _failedAt;
    private bool _isRefused;

    /// <summary>Whether the options ask for it.</summary>
    public bool IsWanted => options.ServerProgram is not null;

    /// <summary>Gives the conversation with the program, or null.</summary>
    public async ValueTask<PacketSession?> TryGetAsync(CancellationToken cancellationToken)
    {
        if (options.ServerProgram is not { } command || _isRefused)
        {
            return null;
        }

        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_closing.IsCancellationRequested, this);
            Volatile.Write(ref _usedAt, time.GetTimestamp());
            if (_connection is { } there)
            {
                if (there.Session.IsOpen)
                {
                    return there.Session;
                }

                _connection = null;
                _ = there.CloseAsync();
            }

            bool isTooSoon = _isRefused || (_failedAt is { } failed && time.GetElapsedTime(failed) < Pause);
            return isTooSoon ? null : await OpenAsync(command, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        await _gate.WaitAsync().ConfigureAwait(false);
        _retirement?.Dispose();
        await (_connection?.CloseAsync() ?? Task.CompletedTask).ConfigureAwait(false);
        _connection = null;
        _gate.Release();
    }

    private async Task<PacketSession?> OpenAsync(string command, CancellationToken cancellationToken)
    {
        try
        {
            using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closing.Token);
            _connection = await connector.ConnectProgramAsync(command, either.Token).ConfigureAwait(false);
            _failedAt = null;
            if (options.IdleTimeout != Timeout.InfiniteTimeSpan)
            {
                _retirement ??= time.CreateTimer(static access => _ = ((ProgramAccess)access!).RetireAsync(), this, options.IdleTimeout, options.IdleTimeout);
            }

            return _connection.Session;
        }
        catch (StorageException failure)
        {
            // A server that lets the command hang ends here by a deadline; it would so each time.
            _isRefused = failure.Kind is StorageErrorKind.Unsupported or StorageErrorKind.Timeout;
            _failedAt = time.GetTimestamp();
            logger.NoProgram(failure.Message);
            return null;
        }
    }

    private async Task RetireAsync()
    {
        if (time.GetElapsedTime(Volatile.Read(ref _usedAt)) < options.IdleTimeout || !await _gate.WaitAsync(TimeSpan.Zero).ConfigureAwait(false))
        {
            return;
        }

        ProgramConnection? idle = null;
        if (_connection is { Session.IsBusy: false })
        {
            (idle, _connection) = (_connection, null);
        }

        _gate.Release();
        await (idle?.CloseAsync() ?? Task.CompletedTask).ConfigureAwait(false);
    }
}
