using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb.Security.Spnego;

/// <summary>
/// Carries an authenticator's tokens in SPNEGO, as SESSION_SETUP wants them (MS-SMB2 section 3.2.4.2.3): <see cref="Start"/> for the first request, <see cref="Continue"/> for each answer that wants
/// more, <see cref="Complete"/> for the last. One mechanism is offered, so there is nothing to be talked down to; the list is signed both ways all the same, which Windows insists on.
/// </summary>
/// <param name="authenticator">Who proves; stays the caller's.</param>
internal sealed class SpnegoExchange(ISmbAuthenticator authenticator)
{
    private readonly byte[] _mechanism = SpnegoWriter.WriteMechanism(authenticator.Mechanism);
    private readonly byte[] _list = SpnegoWriter.WriteMechanisms(authenticator.Mechanism);

    /// <summary>Whether the server has shown that it has the session key. One that leaves the signature out, which RFC 4178 allows where the first mechanism is taken, has not.</summary>
    public bool IsServerVerified { get; private set; }

    /// <param name="offer">The server's token from NEGOTIATE, which may be empty.</param>
    /// <exception cref="SmbProtocolException">The token is malformed, or does not offer the mechanism.</exception>
    public byte[] Start(ReadOnlySpan<byte> offer) => SpnegoOffer.Includes(offer, _mechanism)
        ? SpnegoWriter.WriteInit(_list, authenticator.Step([]))
        : throw new SmbProtocolException($"The server does not offer the mechanism {authenticator.Mechanism} for the logon.");

    /// <param name="token">The server's, from an answer that wants more.</param>
    /// <exception cref="SmbProtocolException">The token is malformed, or not what was to come.</exception>
    public byte[] Continue(ReadOnlySpan<byte> token)
    {
        SpnegoReply reply = Read(token);
        if (authenticator.IsComplete || authenticator.Step(reply.Token) is not { } next)
        {
            throw new SmbProtocolException("The server wants more for the logon than there is to say.");
        }

        return SpnegoWriter.WriteReply(next, authenticator.IsComplete && authenticator.HasSharedKey ? authenticator.SignMechanisms(_list) : null);
    }

    /// <summary>Takes the last token and verifies the server's signature where both sides have the key.</summary>
    /// <param name="token">The server's, from the answer that says success; may be empty.</param>
    /// <exception cref="SmbProtocolException">The token is malformed, comes too early, or its signature is wrong.</exception>
    public void Complete(ReadOnlySpan<byte> token)
    {
        SpnegoReply? reply = token.IsEmpty ? null : Read(token);
        if (reply?.Token is { Length: > 0 } last && authenticator.Step(last) is not null)
        {
            throw new SmbProtocolException("The server ends the logon before the client has said who it is.");
        }

        if (!authenticator.IsComplete)
        {
            throw new SmbProtocolException("The server ends the logon before the client has said who it is.");
        }

        if (reply?.Signature is { } signature && authenticator.HasSharedKey)
        {
            IsServerVerified = authenticator.VerifyMechanisms(_list, signature)
                ? true
                : throw new SmbProtocolException("The server's signature of the list of mechanisms is wrong: it does not know the password, or somebody changed the logon on its way.");
        }
    }

    private SpnegoReply Read(ReadOnlySpan<byte> token)
    {
        SpnegoReply reply = SpnegoReply.Read(token);
        if (reply.State == SpnegoState.Reject)
        {
            throw new SmbProtocolException($"The server rejects the mechanism {authenticator.Mechanism} for the logon.");
        }

        return reply.Mechanism.IsEmpty || reply.Mechanism.Span.SequenceEqual(_mechanism)
            ? reply
            : throw new SmbProtocolException("The server chose a mechanism for the logon that was not offered.");
    }
}
