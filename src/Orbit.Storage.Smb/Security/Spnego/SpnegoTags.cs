using System.Formats.Asn1;

namespace Orbit.Storage.Smb.Security.Spnego;

/// <summary>The tags of SPNEGO's two tokens (RFC 4178 section 4.2) and of the frame around the first (RFC 2743 section 3.1).</summary>
internal static class SpnegoTags
{
    public const string ObjectIdentifier = "1.3.6.1.5.5.2";

    public static readonly Asn1Tag Frame = new(TagClass.Application, 0, isConstructed: true);

    public static readonly Asn1Tag Init = Context(0);
    public static readonly Asn1Tag InitMechanisms = Context(0);
    public static readonly Asn1Tag InitToken = Context(2);

    public static readonly Asn1Tag Reply = Context(1);
    public static readonly Asn1Tag State = Context(0);
    public static readonly Asn1Tag ReplyMechanism = Context(1);
    public static readonly Asn1Tag ReplyToken = Context(2);
    public static readonly Asn1Tag Signature = Context(3);

    private static Asn1Tag Context(int number) => new(TagClass.ContextSpecific, number, isConstructed: true);
}
