using Orbit.Storage.Smb.Connection;
using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb.Session;

/// <summary>A user on a connection. Whoever opens it disposes it, and the connection with it.</summary>
internal sealed class SmbSession : IAsyncDisposable
{
    private static readonly TimeSpan FarewellPatience = TimeSpan.FromSeconds(1);

    private readonly ClientSettings _settings;
    private readonly MessageProtection _protection;
    private readonly object _gate = new();
    private Task? _renewal;

    private SmbSession(SmbConnection connection, NegotiatedTerms terms, ClientSettings settings, MessageProtection protection, bool isSealed)
    {
        Connection = connection;
        Terms = terms;
        _settings = settings;
        _protection = protection;
        IsSealed = isSealed;
    }

    public SmbConnection Connection { get; }

    public NegotiatedTerms Terms { get; }

    public ulong Id => _protection.SessionId;

    /// <summary>Whether every message is encrypted.</summary>
    public bool IsSealed { get; }

    /// <summary>Whether there is a key to encrypt with.</summary>
    public bool CanSeal => _protection.Sealer is not null;

    /// <summary>Whether there is a key to sign with.</summary>
    public bool CanSign => _protection.Signer is not null;

    /// <summary>Connects, agrees on a dialect and logs on.</summary>
    /// <param name="settings">Where and who.</param>
    /// <param name="client">What this client calls itself, also on a later connection.</param>
    /// <param name="previousSessionId">The session that this one stands in for; 0 for none.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public static async Task<SmbSession> OpenAsync(ClientSettings settings, Guid client, ulong previousSessionId, CancellationToken cancellationToken)
    {
        SmbConnection connection = await ConnectAsync(settings, cancellationToken).ConfigureAwait(false);
        try
        {
            using CancellationTokenSource patience = new(settings.LogonTimeout, settings.Time);
            using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
            try
            {
                NegotiatedTerms terms = await Negotiation.RunAsync(connection, settings, client, either.Token).ConfigureAwait(false);
                (MessageProtection protection, SessionFlags flags) = await new Logon(connection, terms, settings).BeginAsync(previousSessionId, either.Token).ConfigureAwait(false);
                connection.Protection = protection;
                bool isSealed = protection.Sealer is not null
                    && (flags.HasFlag(SessionFlags.Encrypt) || settings.Encryption is EncryptionDemand.WhenOffered or EncryptionDemand.Required);
                return new SmbSession(connection, terms, settings, protection, isSealed);
            }
            catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
            {
                throw new TimeoutException($"the server did not log the user on within {settings.LogonTimeout.TotalSeconds:0.#} s.", late);
            }
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Logs on again. Several who ask at once share one logon.</summary>
    public Task RenewAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_renewal is null || _renewal.IsCompleted)
            {
                _renewal = new Logon(Connection, Terms, _settings).RenewAsync(_protection, CancellationToken.None);
            }

            return _renewal.WaitAsync(cancellationToken);
        }
    }

    public ValueTask DisposeAsync() => CloseAsync(Task.CompletedTask);

    /// <summary>Logs off and closes the connection.</summary>
    /// <param name="before">What has to be answered first; it is waited for no longer than <see cref="FarewellPatience"/>, and not on a connection that is lost.</param>
    public async ValueTask CloseAsync(Task before)
    {
        if (!Connection.IsLost)
        {
            await SayFarewellAsync(before).ConfigureAwait(false);
        }

        await Connection.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task<SmbConnection> ConnectAsync(ClientSettings settings, CancellationToken cancellationToken)
    {
        using CancellationTokenSource patience = new(settings.ConnectTimeout, settings.Time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await SmbConnection.OpenAsync(settings.Host, settings.Port, settings.Liveness, settings.Time, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"no connection could be made within {settings.ConnectTimeout.TotalSeconds:0.#} s.", late);
        }
    }

    // So that the session is gone at once; without it the server notices the closed connection. There is nothing in the answer to wait a round trip for.
    private async Task SayFarewellAsync(Task before)
    {
        using CancellationTokenSource patience = new(FarewellPatience, _settings.Time);
        try
        {
            await before.WaitAsync(patience.Token).ConfigureAwait(false);
            Connection.Abandon(await Connection.SendAsync(default(LogoffRequest), new RequestTarget(Id, 0, IsSealed, IsUrgent: true), patience.Token).ConfigureAwait(false), askServer: false);
        }
        catch (Exception failure) when (failure is ConnectionLostException or CreditShortageException or OperationCanceledException)
        {
            // The connection is closed either way.
        }
    }
}
