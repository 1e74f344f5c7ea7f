using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb.Security;

/// <summary>
/// One way to prove who the user is, for one session set-up: NTLM, and Kerberos where somebody adds it. Called in order by one thread: <see cref="Step"/> until it is complete, then the rest.
/// Whoever makes it disposes it, which erases its keys.
/// </summary>
internal interface ISmbAuthenticator : IDisposable
{
    /// <summary>The mechanism's object identifier, as SPNEGO names it.</summary>
    string Mechanism { get; }

    /// <summary>Whether the client's last token has been made, so that <see cref="SessionKey"/> stands.</summary>
    bool IsComplete { get; }

    /// <summary>Whether both sides will know <see cref="SessionKey"/>: not for anonymous and guest.</summary>
    bool HasSharedKey { get; }

    /// <summary>What the session's keys are derived from: 16 bytes, or more from Kerberos.</summary>
    ReadOnlySpan<byte> SessionKey { get; }

    /// <summary>Takes the server's token and makes the next one.</summary>
    /// <param name="token">The server's, empty on the first call.</param>
    /// <returns>What to send, or null where nothing is left to say.</returns>
    /// <exception cref="SmbProtocolException">The token is malformed, comes out of turn, or offers less than is required.</exception>
    byte[]? Step(ReadOnlySpan<byte> token);

    /// <summary>Signs the list of mechanisms (RFC 4178 section 5), once.</summary>
    byte[] SignMechanisms(ReadOnlySpan<byte> list);

    /// <summary>Says whether the server's signature of the list is right. Called once.</summary>
    bool VerifyMechanisms(ReadOnlySpan<byte> list, ReadOnlySpan<byte> signature);
}
