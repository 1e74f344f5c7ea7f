using System.Formats.Asn1;
using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb.Security.Spnego;

/// <summary>A server's answer in SPNEGO (NegTokenResp, RFC 4178 section 4.2.2).</summary>
internal sealed class SpnegoReply
{
    private SpnegoReply(SpnegoState? state, ReadOnlyMemory<byte> mechanism, byte[]? token, byte[]? signature)
    {
        State = state;
        Mechanism = mechanism;
        Token = token;
        Signature = signature;
    }

    public SpnegoState? State { get; }

    /// <summary>The mechanism's object identifier as it is encoded, or empty where the server does not say. It is compared and never turned into numbers, which could be of any length.</summary>
    public ReadOnlyMemory<byte> Mechanism { get; }

    /// <summary>The mechanism's own token.</summary>
    public byte[]? Token { get; }

    /// <summary>The signature of the list of mechanisms.</summary>
    public byte[]? Signature { get; }

    /// <exception cref="SmbProtocolException">The token is malformed.</exception>
    public static SpnegoReply Read(ReadOnlySpan<byte> token)
    {
        try
        {
            AsnReader fields = new AsnReader(token.ToArray(), AsnEncodingRules.BER).ReadSequence(SpnegoTags.Reply).ReadSequence();
            SpnegoState? state = Field(fields, SpnegoTags.State) is { } field ? ReadState(field) : null;
            ReadOnlyMemory<byte> mechanism = Field(fields, SpnegoTags.ReplyMechanism)?.ReadEncodedValue() ?? default;
            byte[]? answer = Field(fields, SpnegoTags.ReplyToken)?.ReadOctetString();
            byte[]? signature = Field(fields, SpnegoTags.Signature)?.ReadOctetString();
            return new SpnegoReply(state, mechanism, answer, signature);
        }
        catch (AsnContentException malformed)
        {
            throw new SmbProtocolException("The server's answer to the logon is no SPNEGO token.", malformed);
        }
    }

    private static AsnReader? Field(AsnReader fields, Asn1Tag tag) => fields.HasData && fields.PeekTag() == tag ? fields.ReadSequence(tag) : null;

    private static SpnegoState ReadState(AsnReader field)
    {
        ReadOnlySpan<byte> value = field.ReadEnumeratedBytes().Span;
        return value is [<= (byte)SpnegoState.RequestMic]
            ? (SpnegoState)value[0]
            : throw new SmbProtocolException("The server's SPNEGO token has a state that there is not.");
    }
}
