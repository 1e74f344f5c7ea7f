using System.Formats.Asn1;
using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb.Security.Spnego;

/// <summary>The list of mechanisms that a server puts into its answer to NEGOTIATE (NegTokenInit2, MS-SPNG section 2.2.1).</summary>
internal static class SpnegoOffer
{
    /// <summary>Says whether the server offers a mechanism. One that says nothing may have any.</summary>
    /// <param name="token">The server's, which may be empty.</param>
    /// <param name="mechanism">The mechanism's object identifier, encoded.</param>
    /// <exception cref="SmbProtocolException">The token is malformed.</exception>
    public static bool Includes(ReadOnlySpan<byte> token, ReadOnlySpan<byte> mechanism)
    {
        if (token.IsEmpty)
        {
            return true;
        }

        try
        {
            AsnReader frame = new AsnReader(token.ToArray(), AsnEncodingRules.BER).ReadSequence(SpnegoTags.Frame);
            frame.ReadEncodedValue();
            AsnReader fields = frame.ReadSequence(SpnegoTags.Init).ReadSequence();
            if (!fields.HasData || fields.PeekTag() != SpnegoTags.InitMechanisms)
            {
                return true;
            }

            AsnReader list = fields.ReadSequence(SpnegoTags.InitMechanisms).ReadSequence();
            while (list.HasData)
            {
                if (list.ReadEncodedValue().Span.SequenceEqual(mechanism))
                {
                    return true;
                }
            }

            return false;
        }
        catch (AsnContentException malformed)
        {
            throw new SmbProtocolException("What the server offers for the logon is no SPNEGO token.", malformed);
        }
    }
}
