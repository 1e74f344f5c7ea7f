using Orbit.Storage.Smb.Double.Recorded;
using Orbit.Storage.Smb.Security.Spnego;
using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb.Tests.Security.Spnego;

public sealed class MalformedTokenTests
{
    [Test]
    public void Read_CutOffAnywhere_IsRefused() => Assert.Multiple(() =>
    {
        byte[] whole = Convert.FromHexString(PublishedLogon.ChallengeToken);
        for (int length = 0; length < whole.Length; length++)
        {
            Assert.That(() => SpnegoReply.Read(whole.AsSpan(0, length)), Throws.TypeOf<SmbProtocolException>(), $"{length} bytes");
        }
    });

    [Test]
    public void Includes_CutOffAnywhere_IsRefused() => Assert.Multiple(() =>
    {
        byte[] whole = Convert.FromHexString(PublishedLogon.Offer);
        for (int length = 1; length < whole.Length; length++)
        {
            Assert.That(() => SpnegoOffer.Includes(whole.AsSpan(0, length), [1]), Throws.TypeOf<SmbProtocolException>(), $"{length} bytes");
        }
    });

    [TestCase("A1073005A0030A0104", TestName = "Read_OfAStateThatThereIsNot_IsRefused")]
    [TestCase("A1083006A0040A020001", TestName = "Read_OfAStateOfTwoBytes_IsRefused")]
    [TestCase("A1073005A003020101", TestName = "Read_OfAStateThatIsANumber_IsRefused")]
    [TestCase("A1073005A2030A0101", TestName = "Read_OfATokenThatIsAState_IsRefused")]
    [TestCase("3005A0030A0101", TestName = "Read_WithoutTheChoice_IsRefused")]
    [TestCase("A184FFFFFFFF00", TestName = "Read_OfALengthOfFourGigabytes_IsRefused")]
    public void Read_Malformed_IsRefused(string token) => Assert.That(() => SpnegoReply.Read(Convert.FromHexString(token)), Throws.TypeOf<SmbProtocolException>());

    [Test]
    public void Includes_OfAnEmptyOffer_LeavesItOpen() => Assert.That(SpnegoOffer.Includes([], [1]), Is.True);
}
