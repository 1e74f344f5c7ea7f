using System.Security.Cryptography;
using Orbit.Storage.Smb.Security.Primitives;
using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb.Security.Ntlm;

/// <summary>Logs on with NTLMv2 (MS-NLMP section 3.1.5); there is no way back to NTLMv1.</summary>
/// <param name="credential">Who; stays the caller's.</param>
/// <param name="service">What the server is to be, as in <c>cifs/server</c>.</param>
/// <param name="time">Says the time where the server does not.</param>
/// <param name="random">Fills the client's challenge, 8 bytes, then the session key, 16.</param>
internal sealed class NtlmAuthenticator(SmbCredential credential, string service, TimeProvider time, RandomFill random) : ISmbAuthenticator
{
    private const int ClientChallengeLength = 8;
    private const int LmResponseLength = 24;

    private readonly byte[] _sessionKey = new byte[NtlmV2.KeyLength];
    private byte[]? _negotiate;
    private NtlmFlags _agreed;

    public string Mechanism => "1.3.6.1.4.1.311.2.2.10";

    public bool IsComplete { get; private set; }

    public bool HasSharedKey => credential.Kind == SmbCredentialKind.User;

    public ReadOnlySpan<byte> SessionKey => _sessionKey;

    private bool HasKeyExchange => _agreed.HasFlag(NtlmFlags.KeyExchange);

    public byte[]? Step(ReadOnlySpan<byte> token)
    {
        if (_negotiate is null)
        {
            return _negotiate = NtlmNegotiate.Write(NtlmFlags.Offered);
        }

        if (IsComplete)
        {
            return token.IsEmpty ? null : throw new SmbProtocolException("The server goes on with NTLM after its last message.");
        }

        NtlmChallenge challenge = NtlmChallenge.Read(token);
        if ((challenge.Flags & NtlmFlags.Required) != NtlmFlags.Required)
        {
            throw new SmbProtocolException("The server offers NTLMv1 or keys of 56 bits alone, which are not safe and not used.");
        }

        _agreed = NtlmFlags.Offered & challenge.Flags;
        byte[] authenticate = credential.Kind == SmbCredentialKind.Anonymous ? Anonymous() : Respond(challenge, token);
        IsComplete = true;
        return authenticate;
    }

    public byte[] SignMechanisms(ReadOnlySpan<byte> list) => NtlmSignature.Compute(_sessionKey, isClient: true, HasKeyExchange, list);

    public bool VerifyMechanisms(ReadOnlySpan<byte> list, ReadOnlySpan<byte> signature) =>
        CryptographicOperations.FixedTimeEquals(NtlmSignature.Compute(_sessionKey, isClient: false, HasKeyExchange, list), signature);

    public void Dispose() => CryptographicOperations.ZeroMemory(_sessionKey);

    public override string ToString() => $"NTLM {credential} at {service}";

    private byte[] Respond(NtlmChallenge challenge, ReadOnlySpan<byte> challengeMessage)
    {
        Span<byte> responseKey = stackalloc byte[NtlmV2.KeyLength];
        NtlmV2.ResponseKey(credential.NtHash, credential.User, credential.Domain, responseKey);
        Span<byte> clientChallenge = stackalloc byte[ClientChallengeLength];
        random(clientChallenge);
        NtlmTargetInfo target = challenge.TargetInfo;
        long now = target.Time ?? time.GetUtcNow().ToFileTime();
        byte[] response = NtlmV2.Respond(responseKey, challenge.ServerChallenge, clientChallenge, now, target.WriteResponse(service));
        Span<byte> baseKey = stackalloc byte[NtlmV2.KeyLength];
        NtlmV2.SessionBaseKey(responseKey, response, baseKey);
        CryptographicOperations.ZeroMemory(responseKey);
        NtlmAuthenticate authenticate = new()
        {
            Flags = _agreed,
            Domain = credential.Domain,
            User = credential.User,
            LmResponse = new byte[LmResponseLength],
            NtResponse = response,
            EncryptedSessionKey = MakeSessionKey(baseKey),
        };
        byte[] message = authenticate.Write(hasMic: true);
        if (target.Time is not null)
        {
            NtlmAuthenticate.WriteMic(_sessionKey, _negotiate, challengeMessage, message);
        }

        return message;
    }

    private byte[] Anonymous()
    {
        Span<byte> noKey = stackalloc byte[NtlmV2.KeyLength];
        noKey.Clear();
        NtlmAuthenticate authenticate = new() { Flags = _agreed | NtlmFlags.Anonymous, LmResponse = [0], EncryptedSessionKey = MakeSessionKey(noKey) };
        return authenticate.Write(hasMic: true);
    }

    /// <summary>Makes the session key and gives what travels; erases the key that it travels under.</summary>
    private byte[] MakeSessionKey(Span<byte> baseKey)
    {
        byte[] encrypted = [];
        if (HasKeyExchange)
        {
            random(_sessionKey);
            encrypted = new byte[NtlmV2.KeyLength];
            using Rc4 cipher = new(baseKey);
            cipher.Transform(_sessionKey, encrypted);
        }
        else
        {
            baseKey.CopyTo(_sessionKey);
        }

        CryptographicOperations.ZeroMemory(baseKey);
        return encrypted;
    }
}
