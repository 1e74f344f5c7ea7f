using System.Formats.Asn1;

namespace Orbit.Storage.Smb.Security.Spnego;

/// <summary>Writes the client's tokens (RFC 4178 section 4.2).</summary>
internal static class SpnegoWriter
{
    /// <summary>Writes the list of one mechanism, which is what both sides sign.</summary>
    public static byte[] WriteMechanisms(string mechanism)
    {
        AsnWriter writer = new(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(mechanism);
        }

        return writer.Encode();
    }

    /// <summary>Writes a mechanism's object identifier as it stands in a token.</summary>
    public static byte[] WriteMechanism(string mechanism)
    {
        AsnWriter writer = new(AsnEncodingRules.DER);
        writer.WriteObjectIdentifier(mechanism);
        return writer.Encode();
    }

    /// <summary>Writes the first token: the list, and the mechanism's own first token.</summary>
    public static byte[] WriteInit(ReadOnlySpan<byte> mechanisms, ReadOnlySpan<byte> token)
    {
        AsnWriter writer = new(AsnEncodingRules.DER);
        using (writer.PushSequence(SpnegoTags.Frame))
        {
            writer.WriteObjectIdentifier(SpnegoTags.ObjectIdentifier);
            using (writer.PushSequence(SpnegoTags.Init))
            using (writer.PushSequence())
            {
                using (writer.PushSequence(SpnegoTags.InitMechanisms))
                {
                    writer.WriteEncodedValue(mechanisms);
                }

                using (writer.PushSequence(SpnegoTags.InitToken))
                {
                    writer.WriteOctetString(token);
                }
            }
        }

        return writer.Encode();
    }

    /// <summary>Writes a later token.</summary>
    /// <param name="token">The mechanism's own.</param>
    /// <param name="signature">That of the list of mechanisms, or null.</param>
    public static byte[] WriteReply(ReadOnlySpan<byte> token, byte[]? signature)
    {
        AsnWriter writer = new(AsnEncodingRules.DER);
        using (writer.PushSequence(SpnegoTags.Reply))
        using (writer.PushSequence())
        {
            using (writer.PushSequence(SpnegoTags.State))
            {
                writer.WriteEnumeratedValue(SpnegoState.Incomplete);
            }

            using (writer.PushSequence(SpnegoTags.ReplyToken))
            {
                writer.WriteOctetString(token);
            }

            if (signature is not null)
            {
                using (writer.PushSequence(SpnegoTags.Signature))
                {
                    writer.WriteOctetString(signature);
                }
            }
        }

        return writer.Encode();
    }
}
