using System.Security.Cryptography;
using Orbit.Storage.Smb.Connection;
using Orbit.Storage.Smb.Security;
using Orbit.Storage.Smb.Security.Ntlm;
using Orbit.Storage.Smb.Security.Sealing;
using Orbit.Storage.Smb.Security.Signing;
using Orbit.Storage.Smb.Security.Spnego;
using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb.Session;

/// <summary>Logs on (MS-SMB2 sections 3.2.4.2.3 and 3.2.5.3), for a new session or again for one whose logon has expired.</summary>
internal sealed class Logon(SmbConnection connection, NegotiatedTerms terms, ClientSettings settings)
{
    private PreauthIntegrityHash _hash = terms.Preauth;

    /// <summary>Begins a session.</summary>
    /// <param name="previousSessionId">That of a connection that broke, which the server is to give up; 0 for none.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Its id, whether the server wants it encrypted, and what protects it.</returns>
    /// <exception cref="RefusedServerException">The server made a guest of the user.</exception>
    public async Task<(MessageProtection Protection, SessionFlags Flags)> BeginAsync(ulong previousSessionId, CancellationToken cancellationToken)
    {
        using ISmbAuthenticator authenticator = CreateAuthenticator();
        SpnegoExchange exchange = new(authenticator);
        using SmbReply reply = await ExchangeAsync(exchange, 0, previousSessionId, cancellationToken).ConfigureAwait(false);
        SessionFlags flags = SessionSetupResponse.Read(reply.Message).Flags;
        if (settings.Credential.Kind == SmbCredentialKind.User && (flags & (SessionFlags.Guest | SessionFlags.Anonymous)) != 0)
        {
            throw new RefusedServerException($"the server does not know the user '{settings.Credential.User}' and would let it in as a guest, unprotected; check user and password, or ask for a guest explicitly.")
            {
                ConcernsLogon = true,
            };
        }

        return (Protect(authenticator, reply), flags);
    }

    /// <summary>Logs on again for a session, whose keys stay what they are.</summary>
    public async Task RenewAsync(MessageProtection protection, CancellationToken cancellationToken)
    {
        using ISmbAuthenticator authenticator = CreateAuthenticator();
        SpnegoExchange exchange = new(authenticator);
        using SmbReply reply = await ExchangeAsync(exchange, protection.SessionId, 0, cancellationToken).ConfigureAwait(false);
        if (protection.Signer?.Verify(reply.Message) == false)
        {
            throw new SmbProtocolException("The signature of the answer to a renewed logon is wrong.");
        }
    }

    private NtlmAuthenticator CreateAuthenticator() => new(settings.Credential, $"cifs/{settings.Host}", settings.Time, RandomNumberGenerator.Fill);

    private async Task<SmbReply> ExchangeAsync(SpnegoExchange exchange, ulong sessionId, ulong previousSessionId, CancellationToken cancellationToken)
    {
        byte[] token = exchange.Start(terms.Token);
        while (true)
        {
            SmbReply reply = await SendAsync(token, sessionId, previousSessionId, cancellationToken).ConfigureAwait(false);
            bool isLast = false;
            try
            {
                if (reply.Status != NtStatus.MoreProcessingRequired)
                {
                    exchange.Complete(SessionSetupResponse.Read(reply.Checked().Message).Token);
                    isLast = true;
                    return reply;
                }

                sessionId = reply.Header.SessionId;
                _hash = _hash.Append(reply.Message);
                token = exchange.Continue(SessionSetupResponse.Read(reply.Message).Token);
            }
            finally
            {
                if (!isLast)
                {
                    reply.Dispose();
                }
            }
        }
    }

    private async Task<SmbReply> SendAsync(byte[] token, ulong sessionId, ulong previousSessionId, CancellationToken cancellationToken)
    {
        SessionSetupRequest request = new() { SecurityMode = terms.Offer.SecurityMode, Token = token, PreviousSessionId = previousSessionId };
        using RequestFrame frame = new(connection.Pool, connection.Credits, RequestFrame.SizeOf(request)) { IsUrgent = true, IsSigned = connection.Protection is not null };
        frame.Add(request, sessionId, 0);
        await connection.SendAsync(frame, cancellationToken, sent => _hash = _hash.Append(sent.FirstMessageBytes)).ConfigureAwait(false);
        return await connection.WaitAsync(frame[0], cancellationToken).ConfigureAwait(false);
    }

    private MessageProtection Protect(ISmbAuthenticator authenticator, SmbReply reply)
    {
        ulong sessionId = reply.Header.SessionId;
        if (!authenticator.HasSharedKey)
        {
            return new MessageProtection { SessionId = sessionId };
        }

        using SessionKeys keys = SessionKeys.Derive(terms.Dialect, authenticator.SessionKey, _hash, terms.Cipher);
        MessageSigner signer = MessageSigner.Create(terms.Signing, keys.Signing);
        bool signsAll = settings.RequiresSigning || terms.ServerMode.HasFlag(SecurityMode.SigningRequired);
        bool isSigned = signsAll || terms.Dialect == SmbDialect.Smb311 || reply.Header.Flags.HasFlag(SmbFlags.Signed);
        if (isSigned && !signer.Verify(reply.Message))
        {
            throw new SmbProtocolException("The signature of the answer to the logon is wrong: the server does not know the password, or somebody changed what was agreed.");
        }

        return new MessageProtection
        {
            SessionId = sessionId,
            Signer = signer,
            SignsAll = signsAll,
            Sealer = terms.Cipher is { } sealing ? new MessageSealer(sealing, keys.ClientToServer, sessionId, RandomNumberGenerator.Fill) : null,
            Opener = terms.Cipher is { } opening ? new MessageOpener(opening, keys.ServerToClient, sessionId) : null,
        };
    }
}
