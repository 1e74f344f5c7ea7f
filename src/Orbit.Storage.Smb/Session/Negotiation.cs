using System.Security.Cryptography;
using Orbit.Storage.Smb.Connection;
using Orbit.Storage.Smb.Security;
using Orbit.Storage.Smb.Security.Sealing;
using Orbit.Storage.Smb.Security.Signing;
using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb.Session;

/// <summary>Agrees with the server on a dialect and what protects it (MS-SMB2 sections 3.2.4.2.2.2 and 3.2.5.2).</summary>
internal static class Negotiation
{
    private const int SaltLength = 32;
    private const int LeastSize = 4096;

    private static readonly SmbDialect[] Dialects = [SmbDialect.Smb21, SmbDialect.Smb30, SmbDialect.Smb302, SmbDialect.Smb311];

    // The fastest first.
    private static readonly ushort[] SigningAlgorithms = [(ushort)SigningAlgorithm.AesGmac, (ushort)SigningAlgorithm.AesCmac, (ushort)SigningAlgorithm.HmacSha256];

    /// <exception cref="RefusedServerException">The server agrees to less than is demanded.</exception>
    /// <exception cref="SmbStatusException">It agrees to nothing.</exception>
    public static async Task<NegotiatedTerms> RunAsync(SmbConnection connection, ClientSettings settings, Guid client, CancellationToken cancellationToken)
    {
        NegotiateRequest offer = Offer(settings, client);
        PreauthIntegrityHash hash = PreauthIntegrityHash.Initial;
        using RequestFrame frame = new(connection.Pool, connection.Credits, RequestFrame.SizeOf(offer));
        frame.Add(offer, 0, 0);
        long sentAt = settings.Time.GetTimestamp();
        await connection.SendAsync(frame, cancellationToken, sent => hash = hash.Append(sent.FirstMessageBytes)).ConfigureAwait(false);
        using SmbReply reply = (await connection.WaitAsync(frame[0], cancellationToken).ConfigureAwait(false)).Checked();
        TimeSpan roundTrip = settings.Time.GetElapsedTime(sentAt);
        NegotiatedTerms terms = Accept(settings, offer, reply.Message, hash, roundTrip);
        connection.Agree(terms.ServerCapabilities.HasFlag(NegotiatedCapabilities.LargeMtu));
        return terms;
    }

    private static NegotiateRequest Offer(ClientSettings settings, Guid client)
    {
        SmbDialect[] dialects = [.. Dialects.Where(dialect => dialect >= settings.MinDialect && dialect <= settings.MaxDialect)];
        bool has311 = dialects[^1] == SmbDialect.Smb311;
        bool offersEncryption = settings.Encryption != EncryptionDemand.Off && settings.MaxDialect >= SmbDialect.Smb30;
        ushort[] ciphers = [.. CipherAlgorithms.ByPreference.ToArray().Where(static cipher => cipher.IsSupported()).Select(static cipher => (ushort)cipher)];
        return new NegotiateRequest
        {
            Dialects = dialects,
            SecurityMode = SecurityMode.SigningEnabled | (settings.RequiresSigning ? SecurityMode.SigningRequired : SecurityMode.None),
            Capabilities = NegotiatedCapabilities.LargeMtu | (offersEncryption && CipherAlgorithm.Aes128Ccm.IsSupported() ? NegotiatedCapabilities.Encryption : NegotiatedCapabilities.None),
            ClientGuid = client,
            Salt = has311 ? RandomNumberGenerator.GetBytes(SaltLength) : default,
            Ciphers = offersEncryption ? ciphers : default,
            SigningAlgorithms = SigningAlgorithms,
            ServerName = settings.Host,
        };
    }

    private static NegotiatedTerms Accept(ClientSettings settings, in NegotiateRequest offer, ReadOnlySpan<byte> message, PreauthIntegrityHash hash, TimeSpan roundTrip)
    {
        NegotiateResponse answer = NegotiateResponse.Read(message);
        if (!offer.Offers(answer.Dialect))
        {
            throw new SmbProtocolException($"The server chose the dialect 0x{(ushort)answer.Dialect:X4}, which was not offered.");
        }

        bool is311 = answer.Dialect == SmbDialect.Smb311;
        if (is311 && !answer.HasPreauth)
        {
            throw new SmbProtocolException("The server's answer to NEGOTIATE lacks what protects it.");
        }

        CipherAlgorithm? cipher = CipherOf(offer, answer);
        if (cipher is null && settings.Encryption == EncryptionDemand.Required)
        {
            throw new RefusedServerException("encryption is required, and the server offers none that this client has; allow newer dialects, or set Encryption to WhenOffered.");
        }

        return new NegotiatedTerms
        {
            Offer = offer,
            Dialect = answer.Dialect,
            ServerMode = answer.SecurityMode,
            ServerCapabilities = answer.Capabilities,
            ServerGuid = answer.ServerGuid,
            MaxTransact = SizeOf(answer.MaxTransactSize),
            MaxRead = SizeOf(answer.MaxReadSize),
            MaxWrite = SizeOf(answer.MaxWriteSize),
            Token = answer.Token.ToArray(),
            Cipher = cipher,
            Signing = SigningOf(offer, answer),
            Preauth = is311 ? hash.Append(message) : PreauthIntegrityHash.Initial,
            RoundTrip = roundTrip,
        };
    }

    private static CipherAlgorithm? CipherOf(in NegotiateRequest offer, in NegotiateResponse answer)
    {
        if (answer.Dialect != SmbDialect.Smb311)
        {
            bool hasCcm = answer.Dialect >= SmbDialect.Smb30 && offer.Capabilities.HasFlag(NegotiatedCapabilities.Encryption) && answer.Capabilities.HasFlag(NegotiatedCapabilities.Encryption);
            return hasCcm ? CipherAlgorithm.Aes128Ccm : null;
        }

        return answer.Cipher switch
        {
            null or 0 => null,
            { } chosen when offer.Ciphers.Span.Contains(chosen) => (CipherAlgorithm)chosen,
            _ => throw new SmbProtocolException("The server chose a cipher that was not offered."),
        };
    }

    private static SigningAlgorithm SigningOf(in NegotiateRequest offer, in NegotiateResponse answer) => answer switch
    {
        { Dialect: SmbDialect.Smb21 } => SigningAlgorithm.HmacSha256,
        { SigningAlgorithm: null } or { Dialect: not SmbDialect.Smb311 } => SigningAlgorithm.AesCmac,
        _ when offer.SigningAlgorithms.Span.Contains(answer.SigningAlgorithm.Value) => (SigningAlgorithm)answer.SigningAlgorithm.Value,
        _ => throw new SmbProtocolException("The server chose a signing algorithm that was not offered."),
    };

    private static int SizeOf(uint size) => size >= LeastSize
        ? (int)Math.Min(size, FramePool.MaxPayload)
        : throw new SmbProtocolException($"The server takes requests of {size} bytes at most, which is too little to work with.");
}
