using Orbit.Storage.Smb.Double.Recorded;
using Orbit.Storage.Smb.Security.Ntlm;

namespace Orbit.Storage.Smb.Tests.Security.Ntlm;

/// <summary>NTLM as Windows spoke it in <see cref="PublishedLogon"/>.</summary>
public sealed class PublishedLogonTests
{
    [TestCase(true, PublishedLogon.ClientSignature)]
    [TestCase(false, PublishedLogon.ServerSignature)]
    public void Compute_OfTheMechanisms_GivesThePublishedSignature(bool isClient, string expected)
    {
        byte[] signature = NtlmSignature.Compute(
            Convert.FromHexString(PublishedLogon.SessionKey), isClient, hasKeyExchange: true, Convert.FromHexString(PublishedLogon.Mechanisms));

        Assert.That(Convert.ToHexString(signature), Is.EqualTo(expected));
    }

    [Test]
    public void WriteMic_OverTheThreeMessages_GivesThePublishedCode()
    {
        byte[] message = Convert.FromHexString(PublishedLogon.NtlmAuthenticate);
        message.AsSpan(72, 16).Clear();

        NtlmAuthenticate.WriteMic(
            Convert.FromHexString(PublishedLogon.SessionKey),
            Convert.FromHexString(PublishedLogon.NtlmNegotiate),
            Convert.FromHexString(PublishedLogon.NtlmChallenge),
            message);

        Assert.That(Convert.ToHexString(message), Is.EqualTo(PublishedLogon.NtlmAuthenticate));
    }

    [Test]
    public void WriteResponse_ToTheChallenge_EchoesAsWindowsDid()
    {
        NtlmTargetInfo target = NtlmChallenge.Read(Convert.FromHexString(PublishedLogon.NtlmChallenge)).TargetInfo;

        string response = Convert.ToHexString(target.WriteResponse("cifs/SUT311"));

        // Windows adds the machine's id (8) between the flags and the binding, which is Windows' own.
        const string MachineId = "0800300030000000000000000000000000300000B61FEFCAA857EA57BF1EDCEBF8974B8E0EBA5A6DFD9D07A31D11B548F8C9D0CC";
        int start = PublishedLogon.NtlmAuthenticate.IndexOf("02000C0053005500540033003100310001", StringComparison.Ordinal);
        string published = PublishedLogon.NtlmAuthenticate[start..];
        Assert.That(published.Replace(MachineId, string.Empty, StringComparison.Ordinal), Does.StartWith(response));
    }
}
