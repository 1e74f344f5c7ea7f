using System.Formats.Asn1;
using Orbit.Storage.Smb.Security.Ntlm;
using Orbit.Storage.Smb.Security.Spnego;

namespace Orbit.Storage.Smb.Double.Authentication;

/// <summary>The server's side of SPNEGO with NTLM inside, for one logon.</summary>
internal sealed class SpnegoServer(NtlmServer ntlm)
{
    public const string Mechanism = "1.3.6.1.4.1.311.2.2.10";

    private byte[] _list = [];

    /// <summary>Whether the last answer carries the signature of the list.</summary>
    public bool IsSigning { get; init; } = true;

    /// <summary>Whether that signature is made with another key.</summary>
    public bool IsForging { get; init; }

    /// <summary>Whether the client signed the list, and rightly.</summary>
    public bool IsClientVerified { get; private set; }

    /// <summary>What the server says in its answer to NEGOTIATE.</summary>
    public static byte[] Offer(params string[] mechanisms)
    {
        AsnWriter writer = new(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            Array.ForEach(mechanisms, mechanism => writer.WriteObjectIdentifier(mechanism));
        }

        byte[] list = writer.Encode();
        writer.Reset();
        using (writer.PushSequence(SpnegoTags.Frame))
        {
            writer.WriteObjectIdentifier(SpnegoTags.ObjectIdentifier);
            using (writer.PushSequence(SpnegoTags.Init))
            using (writer.PushSequence())
            using (writer.PushSequence(SpnegoTags.InitMechanisms))
            {
                writer.WriteEncodedValue(list);
            }
        }

        return writer.Encode();
    }

    /// <summary>Answers the client's first token with the challenge.</summary>
    public byte[] Challenge(byte[] token)
    {
        AsnReader frame = new AsnReader(token, AsnEncodingRules.DER).ReadSequence(SpnegoTags.Frame);
        frame.ReadObjectIdentifier();
        AsnReader fields = frame.ReadSequence(SpnegoTags.Init).ReadSequence();
        _list = fields.ReadSequence(SpnegoTags.InitMechanisms).ReadEncodedValue().ToArray();
        return Reply(SpnegoState.Incomplete, Mechanism, ntlm.Challenge(fields.ReadSequence(SpnegoTags.InitToken).ReadOctetString()), null);
    }

    /// <summary>Answers the client's second token.</summary>
    /// <returns>The last answer, or null where the logon fails.</returns>
    public byte[]? Complete(byte[] token)
    {
        AsnReader fields = new AsnReader(token, AsnEncodingRules.DER).ReadSequence(SpnegoTags.Reply).ReadSequence();
        fields.ReadSequence(SpnegoTags.State);
        if (!ntlm.Accept(fields.ReadSequence(SpnegoTags.ReplyToken).ReadOctetString()))
        {
            return null;
        }

        bool hasKeyExchange = ntlm.Flags.HasFlag(NtlmFlags.KeyExchange);
        if (fields.HasData)
        {
            byte[] expected = NtlmSignature.Compute(ntlm.SessionKey, isClient: true, hasKeyExchange, _list);
            IsClientVerified = fields.ReadSequence(SpnegoTags.Signature).ReadOctetString().AsSpan().SequenceEqual(expected);
        }

        byte[] key = IsForging ? new byte[16] : ntlm.SessionKey;
        return Reply(SpnegoState.Completed, null, null, IsSigning ? NtlmSignature.Compute(key, isClient: false, hasKeyExchange, _list) : null);
    }

    /// <summary>Writes an answer of any content.</summary>
    public static byte[] Reply(SpnegoState state, string? mechanism, byte[]? token, byte[]? signature)
    {
        AsnWriter writer = new(AsnEncodingRules.DER);
        using (writer.PushSequence(SpnegoTags.Reply))
        using (writer.PushSequence())
        {
            using (writer.PushSequence(SpnegoTags.State))
            {
                writer.WriteEnumeratedValue(state);
            }

            if (mechanism is not null)
            {
                using (writer.PushSequence(SpnegoTags.ReplyMechanism))
                {
                    writer.WriteObjectIdentifier(mechanism);
                }
            }

            WriteOctets(writer, SpnegoTags.ReplyToken, token);
            WriteOctets(writer, SpnegoTags.Signature, signature);
        }

        return writer.Encode();
    }

    private static void WriteOctets(AsnWriter writer, Asn1Tag tag, byte[]? content)
    {
        if (content is not null)
        {
            using (writer.PushSequence(tag))
            {
                writer.WriteOctetString(content);
            }
        }
    }
}
