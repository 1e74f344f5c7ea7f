using Orbit.Storage.Smb.Security;
using Orbit.Storage.Smb.Security.Ntlm;
using Orbit.Storage.Smb.Security.Primitives;

namespace Orbit.Storage.Smb.Tests.Security.Ntlm;

/// <summary>The whole chain of MS-NLMP section 4.2.4: "User" of "Domain" at "COMPUTER" with "Password", challenge of the client 0xAA, session key 0x55, time 0.</summary>
public sealed class PublishedNtlmTests
{
    private const string Challenge =
        "4e544c4d53535000020000000c000c003800000033828ae20123456789abcdef00000000000000002400240044000000" +
        "060070170000000f530065007200760065007200" + TargetInfo;

    private const string TargetInfo = "02000c0044006f006d00610069006e0001000c00530065007200760065007200" + "00000000";

    private const string Response =
        "68cd0ab851e51c96aabc927bebef6a1c" +
        "01010000000000000000000000000000aaaaaaaaaaaaaaaa00000000" + TargetInfo + "00000000";

    private const string Authenticate =
        "4e544c4d5353500003000000180018006c00000054005400840000000c000c00480000000800080054000000100010005c000000" +
        "10001000d8000000358288e20501280a0000000f" +
        "44006f006d00610069006e00" + "55007300650072004" + "3004f004d0050005500540045005200" +
        LmResponse + Response + "c5dad2544fc9799094ce1ce90bc9d03e";

    private const string LmResponse = "86c35097ac9cec102554764a57cccc19aaaaaaaaaaaaaaaa";

    private static readonly byte[] ServerChallenge = Convert.FromHexString("0123456789abcdef");
    private static readonly byte[] ClientChallenge = Convert.FromHexString("aaaaaaaaaaaaaaaa");
    private static readonly byte[] SessionKey = Convert.FromHexString("55555555555555555555555555555555");

    [Test]
    public void ResponseKey_OfTheUser_IsThePublishedOne() => Assert.That(Convert.ToHexStringLower(ResponseKey()), Is.EqualTo("0c868a403bfd7a93a3001ef22ef02e3f"));

    [Test]
    public void Read_OfTheChallenge_FindsThePublishedValues()
    {
        NtlmChallenge challenge = NtlmChallenge.Read(Convert.FromHexString(Challenge));

        Assert.Multiple(() =>
        {
            Assert.That((uint)challenge.Flags, Is.EqualTo(0xE28A8233));
            Assert.That(challenge.ServerChallenge.ToArray(), Is.EqualTo(ServerChallenge));
            Assert.That(challenge.TargetInfo.Time, Is.Null);
        });
    }

    [Test]
    public void Respond_ToTheChallenge_GivesThePublishedResponse() =>
        Assert.That(Convert.ToHexStringLower(Respond()), Is.EqualTo(Response));

    [Test]
    public void SessionBaseKey_OfTheResponse_IsThePublishedOne() =>
        Assert.That(Convert.ToHexStringLower(SessionBaseKey()), Is.EqualTo("8de40ccadbc14a82f15cb0ad0de95ca3"));

    [Test]
    public void Rc4_OfTheSessionKey_GivesThePublishedEncryptedKey()
    {
        Assert.That(Convert.ToHexStringLower(EncryptedSessionKey()), Is.EqualTo("c5dad2544fc9799094ce1ce90bc9d03e"));
    }

    [Test]
    public void Write_OfThePublishedValues_GivesThePublishedMessage()
    {
        NtlmAuthenticate authenticate = new()
        {
            Flags = (NtlmFlags)0xE2888235,
            Domain = "Domain",
            User = "User",
            Workstation = "COMPUTER",
            LmResponse = Convert.FromHexString(LmResponse),
            NtResponse = Respond(),
            EncryptedSessionKey = EncryptedSessionKey(),
            Version = Convert.FromHexString("0501280a0000000f"),
        };

        Assert.That(Convert.ToHexStringLower(authenticate.Write(hasMic: false)), Is.EqualTo(Authenticate));
    }

    [Test]
    public void Compute_OfTheFirstSignature_SignsAndSealsWithThePublishedKeys()
    {
        // Section 4.2.4.4 encrypts "Plaintext" first and so takes the checksum's bytes from further on in the key stream: 18 bytes in, where the signature of a message that is signed alone begins at 0.
        byte[] plaintext = System.Text.Encoding.Unicode.GetBytes("Plaintext");
        byte[] plain = NtlmSignature.Compute(SessionKey, isClient: true, hasKeyExchange: false, plaintext);
        byte[] encrypted = NtlmSignature.Compute(SessionKey, isClient: true, hasKeyExchange: true, plaintext);
        using Rc4 stream = new(Convert.FromHexString("59f600973cc4960a25480a7c196e4c58"));
        byte[] content = new byte[18];
        stream.Transform(plaintext, content);
        byte[] wrapped = [.. plain];
        stream.Transform(wrapped.AsSpan(4, 8), wrapped.AsSpan(4, 8));
        using Rc4 again = new(Convert.FromHexString("59f600973cc4960a25480a7c196e4c58"));
        byte[] expected = [.. plain];
        again.Transform(expected.AsSpan(4, 8), expected.AsSpan(4, 8));

        Assert.Multiple(() =>
        {
            Assert.That(Convert.ToHexStringLower(plain), Is.EqualTo("01000000" + "70352851f2564309" + "00000000"));
            Assert.That(Convert.ToHexStringLower(content), Is.EqualTo("54e50165bf1936dc996020c1811b0f06fb5f"));
            Assert.That(Convert.ToHexStringLower(wrapped), Is.EqualTo("010000007fb38ec5c55d497600000000"));
            Assert.That(encrypted, Is.EqualTo(expected));
        });
    }

    private static byte[] ResponseKey()
    {
        using SmbCredential credential = SmbCredential.Create("Domain", "User", "Password");
        byte[] key = new byte[NtlmV2.KeyLength];
        NtlmV2.ResponseKey(credential.NtHash, credential.User, credential.Domain, key);
        return key;
    }

    private static byte[] Respond() => NtlmV2.Respond(ResponseKey(), ServerChallenge, ClientChallenge, time: 0, Convert.FromHexString(TargetInfo));

    private static byte[] SessionBaseKey()
    {
        byte[] key = new byte[NtlmV2.KeyLength];
        NtlmV2.SessionBaseKey(ResponseKey(), Respond(), key);
        return key;
    }

    private static byte[] EncryptedSessionKey()
    {
        using Rc4 cipher = new(SessionBaseKey());
        byte[] encrypted = new byte[16];
        cipher.Transform(SessionKey, encrypted);
        return encrypted;
    }
}
