using Orbit.Storage.Smb.Connection;
using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb.Session;

/// <summary>
/// Keeps a share open: connects when it is first needed, and again when the connection is lost; renews a logon that has expired. Whoever makes it disposes it.
/// </summary>
internal sealed class SmbClient(ClientSettings settings, Closings closings) : IAsyncDisposable
{
    // Servers take a session to be that of a lost connection by this name (MS-SMB2 section 3.3.5.5).
    private readonly Guid _id = Guid.NewGuid();
    private readonly SemaphoreSlim _opening = new(1, 1);
    private readonly CancellationTokenSource _closing = new();
    private SmbShare? _share;
    private ulong _previousSessionId;

    /// <summary>How long the last server took to answer; null before there was one.</summary>
    public TimeSpan? RoundTrip { get; private set; }

    /// <summary>Gives the share, open.</summary>
    public ValueTask<SmbShare> OpenAsync(CancellationToken cancellationToken) =>
        Volatile.Read(ref _share) is { IsLost: false } share ? new ValueTask<SmbShare>(share) : ConnectAsync(cancellationToken);

    /// <summary>Does something on the share; where the server has forgotten the session meanwhile, once more on a new one.</summary>
    /// <param name="work">Does it; it may be called twice, the second time after the server had refused the first.</param>
    /// <param name="state">What <paramref name="work"/> gets.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<TResult> RunAsync<TState, TResult>(Func<SmbShare, TState, CancellationToken, Task<TResult>> work, TState state, CancellationToken cancellationToken)
    {
        SmbShare share = await OpenAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await work(share, state, cancellationToken).ConfigureAwait(false);
        }
        catch (SmbStatusException forgotten) when (IsForgotten(forgotten.Status))
        {
            share = await ReviveAsync(share, forgotten, cancellationToken).ConfigureAwait(false);
        }

        return await work(share, state, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Brings a share back to life that the server does not know any more.</summary>
    /// <returns>The same, with its logon renewed, or another.</returns>
    public async ValueTask<SmbShare> ReviveAsync(SmbShare share, SmbStatusException forgotten, CancellationToken cancellationToken)
    {
        if (forgotten.Status == NtStatus.NetworkSessionExpired)
        {
            await share.Session.RenewAsync(cancellationToken).ConfigureAwait(false);
            return share;
        }

        await CloseAsync(share).ConfigureAwait(false);
        return await OpenAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether a code says that the session or the share has to be opened again.</summary>
    public static bool IsForgotten(uint status) => status is NtStatus.NetworkSessionExpired or NtStatus.UserSessionDeleted or NtStatus.NetworkNameDeleted;

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        await _opening.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        SmbShare? share = Interlocked.Exchange(ref _share, null);
        _opening.Release();
        if (share is not null)
        {
            await share.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async ValueTask<SmbShare> ConnectAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closing.Token);
        try
        {
            await _opening.WaitAsync(either.Token).ConfigureAwait(false);
            try
            {
                either.Token.ThrowIfCancellationRequested();
                if (_share is { IsLost: false } there)
                {
                    return there;
                }

                if (Interlocked.Exchange(ref _share, null) is { } lost)
                {
                    _previousSessionId = lost.Session.Id;
                    await lost.DisposeAsync().ConfigureAwait(false);
                }

                SmbShare share = await SmbShare.OpenAsync(settings, _id, _previousSessionId, closings, either.Token).ConfigureAwait(false);
                RoundTrip = share.Session.Terms.RoundTrip;
                _previousSessionId = 0;
                Volatile.Write(ref _share, share);
                return share;
            }
            finally
            {
                _opening.Release();
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ConnectionLostException("The connection was closed while the call was under way.");
        }
    }

    private static async Task CloseAsync(SmbShare share) => await share.Connection.DisposeAsync().ConfigureAwait(false);
}
