using System.Buffers.Binary;
using System.Security.Cryptography;
using Orbit.Storage.Smb.Double.Authentication;
using Orbit.Storage.Smb.Security.Ntlm;
using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb.Tests.Security.Ntlm;

public sealed class MalformedChallengeTests
{
    private static readonly byte[] Whole = new NtlmServer { ServerChallenge = RandomNumberGenerator.GetBytes(8) }.Challenge([]);

    [Test]
    public void Read_CutOffAnywhere_IsRefused() => Assert.Multiple(() =>
    {
        for (int length = 0; length < Whole.Length; length++)
        {
            Assert.That(() => NtlmChallenge.Read(Whole.AsSpan(0, length)), Throws.TypeOf<SmbProtocolException>(), $"{length} bytes");
        }
    });

    [TestCase(0, 0u, TestName = "Read_WithAnotherSignature_IsRefused")]
    [TestCase(8, 1u, TestName = "Read_OfAnotherType_IsRefused")]
    [TestCase(40, 0xFFFFFFFFu, TestName = "Read_WithAListTooLong_IsRefused")]
    [TestCase(44, 0xFFFFFFFFu, TestName = "Read_WithAListFarOutside_IsRefused")]
    [TestCase(44, 0x7FFFFFFFu, TestName = "Read_WithAListOutside_IsRefused")]
    public void Read_Changed_IsRefused(int offset, uint value)
    {
        byte[] message = [.. Whole];
        BinaryPrimitives.WriteUInt32LittleEndian(message.AsSpan(offset), value);

        Assert.That(() => NtlmChallenge.Read(message), Throws.TypeOf<SmbProtocolException>());
    }

    [TestCase("0200", TestName = "Read_OfHalfAPair_IsRefused")]
    [TestCase("02000400AABB", TestName = "Read_OfAPairCutOff_IsRefused")]
    [TestCase("02000200AABB", TestName = "Read_WithoutEnd_IsRefused")]
    [TestCase("07000400AABBCCDD00000000", TestName = "Read_OfATimeOfFourBytes_IsRefused")]
    [TestCase("06000000" + "00000000", TestName = "Read_OfFlagsOfNoBytes_IsRefused")]
    public void Read_OfAMalformedList_IsRefused(string list) =>
        Assert.That(() => NtlmTargetInfo.Read(Convert.FromHexString(list)), Throws.TypeOf<SmbProtocolException>());

    [Test]
    public void WriteResponse_WhereTheServerSaysWhatIsTheClientsToSay_LeavesItOut()
    {
        // A name of another service, a binding, and flags.
        NtlmTargetInfo target = NtlmTargetInfo.Read(Convert.FromHexString("09000200410" + "00A000400AABBCCDD" + "0600040001000000" + "00000000"));

        Assert.That(
            Convert.ToHexString(target.WriteResponse("cifs/x")),
            Is.EqualTo("0600040001000000" + "0A00100000000000000000000000000000000000" + "09000C006300690066007300" + "2F007800" + "00000000"));
    }
}
