using System.Buffers.Binary;
using Orbit.Storage.Smb.Double.Authentication;
using Orbit.Storage.Smb.Security.Sealing;
using Orbit.Storage.Smb.Security.Signing;
using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb.Double;

/// <summary>Answers NEGOTIATE, SESSION_SETUP and the question whether NEGOTIATE arrived as it was said.</summary>
internal sealed class DoubleLogon(SmbDouble server, DoubleConnection connection)
{
    private const uint LogonFailure = 0xC000006D;
    private const int NegotiateLength = 64;
    private const int SetUpLength = 8;

    private SmbDoubleOptions Options => server.Options;

    private bool Is311 => Options.Dialect == SmbDialect.Smb311;

    private CipherAlgorithm? Cipher => Options switch
    {
        { Dialect: SmbDialect.Smb311 } => Options.Cipher,
        { Dialect: SmbDialect.Smb30 or SmbDialect.Smb302 } when Options.Capabilities.HasFlag(NegotiatedCapabilities.Encryption) => CipherAlgorithm.Aes128Ccm,
        _ => null,
    };

    private SigningAlgorithm Signing => Options switch
    {
        { Dialect: SmbDialect.Smb311, Signing: { } agreed } => agreed,
        { Dialect: SmbDialect.Smb21 } => SigningAlgorithm.HmacSha256,
        _ => SigningAlgorithm.AesCmac,
    };

    public void Negotiate(DoubleRequest request, DoubleReply reply)
    {
        byte[] offer = SpnegoServer.Offer(SpnegoServer.Mechanism);
        byte[] contexts = Is311 ? Contexts() : [];
        int contextsAt = NegotiateContext.Align(NegotiateLength + offer.Length);
        byte[] body = new byte[Is311 ? contextsAt + contexts.Length : NegotiateLength + offer.Length];
        BinaryPrimitives.WriteUInt16LittleEndian(body, NegotiateLength + 1);
        BinaryPrimitives.WriteUInt16LittleEndian(body.AsSpan(2), (ushort)Options.SecurityMode);
        BinaryPrimitives.WriteUInt16LittleEndian(body.AsSpan(4), (ushort)Options.Dialect);
        server.Id.TryWriteBytes(body.AsSpan(8));
        BinaryPrimitives.WriteUInt32LittleEndian(body.AsSpan(24), (uint)Options.Capabilities);
        for (int at = 28; at < 40; at += sizeof(uint))
        {
            BinaryPrimitives.WriteUInt32LittleEndian(body.AsSpan(at), Options.MaxSize);
        }

        BinaryPrimitives.WriteUInt16LittleEndian(body.AsSpan(56), SmbHeader.Length + NegotiateLength);
        BinaryPrimitives.WriteUInt16LittleEndian(body.AsSpan(58), (ushort)offer.Length);
        offer.CopyTo(body, NegotiateLength);
        if (Is311)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(body.AsSpan(6), (ushort)ContextCount());
            BinaryPrimitives.WriteInt32LittleEndian(body.AsSpan(60), SmbHeader.Length + contextsAt);
            contexts.CopyTo(body, contextsAt);
        }

        reply.Body = body;
        connection.Hash = connection.Hash.Append(request.Message);
        reply.Built = message => connection.Hash = connection.Hash.Append(message);
    }

    public void SetUp(DoubleRequest request, DoubleReply reply)
    {
        byte[] token = request.Buffer(request.UInt16(12), request.UInt16(14));
        DoubleSession session = connection.FindSession(request.Header.SessionId) ?? connection.AddSession();
        session.Hash = session.Hash.Append(request.Message);
        reply.SessionId = session.Id;
        reply.Protection = DoubleProtection.None;
        if (session.Logon is null)
        {
            session.Ntlm = Options.Authentication();
            session.Logon = Options.Negotiation(session.Ntlm);
            reply.Status = NtStatus.MoreProcessingRequired;
            reply.Body = Body(session.Logon.Challenge(token), SessionFlags.None);
            reply.Built = message => session.Hash = session.Hash.Append(message);
            return;
        }

        byte[]? last = session.Logon.Complete(token);
        session.Logon = null;
        if (last is null)
        {
            reply.Fail(LogonFailure);
            return;
        }

        reply.Body = Body(last, Options.SessionFlags);
        if (!session.Ntlm!.IsAnonymous && !Options.SessionFlags.HasFlag(SessionFlags.Guest))
        {
            session.Establish(Options.Dialect, session.Ntlm.SessionKey, Signing, Cipher);
            reply.Protection = Options.SignsLogon ? DoubleProtection.Signed : DoubleProtection.None;
        }
    }

    /// <summary>What the server says it agreed to (MS-SMB2 section 2.2.32.6).</summary>
    public byte[] Validate()
    {
        byte[] output = new byte[ValidateNegotiate.ResponseLength];
        BinaryPrimitives.WriteUInt32LittleEndian(output, (uint)Options.Capabilities);
        server.Id.TryWriteBytes(output.AsSpan(4));
        BinaryPrimitives.WriteUInt16LittleEndian(output.AsSpan(20), (ushort)Options.SecurityMode);
        BinaryPrimitives.WriteUInt16LittleEndian(output.AsSpan(22), (ushort)Options.Dialect);
        return DoubleShare.ControlBody(IoctlRequest.ValidateNegotiate, output);
    }

    private static byte[] Body(byte[] token, SessionFlags flags)
    {
        byte[] body = new byte[SetUpLength + token.Length];
        body[0] = SetUpLength + 1;
        BinaryPrimitives.WriteUInt16LittleEndian(body.AsSpan(2), (ushort)flags);
        BinaryPrimitives.WriteUInt16LittleEndian(body.AsSpan(4), SmbHeader.Length + SetUpLength);
        BinaryPrimitives.WriteUInt16LittleEndian(body.AsSpan(6), (ushort)token.Length);
        token.CopyTo(body, SetUpLength);
        return body;
    }

    private int ContextCount() => 1 + (Options.Cipher is null ? 0 : 1) + (Options.Signing is null ? 0 : 1);

    private byte[] Contexts()
    {
        byte[] contexts = new byte[256];
        int at = NegotiateContext.WritePreauth(contexts, new byte[32]);
        if (Options.Cipher is { } cipher)
        {
            at = NegotiateContext.Align(at);
            at += NegotiateContext.WriteList(contexts.AsSpan(at), NegotiateContext.Encryption, [(ushort)cipher]);
        }

        if (Options.Signing is { } signing)
        {
            at = NegotiateContext.Align(at);
            at += NegotiateContext.WriteList(contexts.AsSpan(at), NegotiateContext.Signing, [(ushort)signing]);
        }

        return contexts[..at];
    }
}
