using Orbit.Storage.Smb.Double.Recorded;
using Orbit.Storage.Smb.Security.Spnego;

namespace Orbit.Storage.Smb.Tests.Security.Spnego;

/// <summary>SPNEGO as Windows spoke it in <see cref="PublishedLogon"/>.</summary>
public sealed class PublishedTokenTests
{
    private static readonly byte[] Mechanisms = SpnegoWriter.WriteMechanisms("1.3.6.1.4.1.311.2.2.10");

    [Test]
    public void WriteMechanisms_OfNtlm_GivesThePublishedList() => Assert.That(Convert.ToHexString(Mechanisms), Is.EqualTo(PublishedLogon.Mechanisms));

    [Test]
    public void WriteInit_OfThePublishedMessage_GivesThePublishedToken() => Assert.That(
        Convert.ToHexString(SpnegoWriter.WriteInit(Mechanisms, Convert.FromHexString(PublishedLogon.NtlmNegotiate))), Is.EqualTo(PublishedLogon.InitToken));

    [Test]
    public void WriteReply_OfThePublishedMessage_GivesThePublishedToken()
    {
        byte[] token = SpnegoWriter.WriteReply(Convert.FromHexString(PublishedLogon.NtlmAuthenticate), Convert.FromHexString(PublishedLogon.ClientSignature));

        Assert.That(Convert.ToHexString(token), Is.EqualTo(PublishedLogon.AuthenticateToken));
    }

    [Test]
    public void Read_OfTheChallengesToken_FindsItsParts()
    {
        SpnegoReply reply = SpnegoReply.Read(Convert.FromHexString(PublishedLogon.ChallengeToken));

        Assert.Multiple(() =>
        {
            Assert.That(reply.State, Is.EqualTo(SpnegoState.Incomplete));
            Assert.That(Convert.ToHexString(reply.Mechanism.Span), Is.EqualTo("060A2B06010401823702020A"));
            Assert.That(Convert.ToHexString(reply.Token!), Is.EqualTo(PublishedLogon.NtlmChallenge));
            Assert.That(reply.Signature, Is.Null);
        });
    }

    [Test]
    public void Read_OfTheLastToken_FindsItsSignature()
    {
        SpnegoReply reply = SpnegoReply.Read(Convert.FromHexString(PublishedLogon.LastToken));

        Assert.Multiple(() =>
        {
            Assert.That(reply.State, Is.EqualTo(SpnegoState.Completed));
            Assert.That(reply.Token, Is.Null);
            Assert.That(Convert.ToHexString(reply.Signature!), Is.EqualTo(PublishedLogon.ServerSignature));
        });
    }

    [TestCase("1.3.6.1.4.1.311.2.2.10", true)]
    [TestCase("1.2.840.48018.1.2.2", false)]
    public void Includes_InThePublishedOffer_FindsNtlmAlone(string mechanism, bool isOffered) => Assert.That(
        SpnegoOffer.Includes(Convert.FromHexString(PublishedLogon.Offer), SpnegoWriter.WriteMechanism(mechanism)), Is.EqualTo(isOffered));
}
