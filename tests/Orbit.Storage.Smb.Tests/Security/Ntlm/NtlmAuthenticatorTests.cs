using System.Security.Cryptography;
using Orbit.Storage.Smb.Double.Authentication;
using Orbit.Storage.Smb.Security;
using Orbit.Storage.Smb.Security.Ntlm;
using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb.Tests.Security.Ntlm;

internal sealed class NtlmAuthenticatorTests
{
    private const string Service = "cifs/double";

    [TestCase("", "user", "password")]
    [TestCase("DOMAIN", "UsEr", "password")]
    [TestCase("", "user", "")]
    [TestCase("bücher.example", "jürgen", "Grüße 密码 🔑")]
    public void Step_WithTheRightPassword_IsAcceptedWithTheSameKey(string domain, string user, string password)
    {
        NtlmServer server = new() { User = user, Password = password };
        using SmbCredential credential = SmbCredential.Create(domain, user, password);
        using NtlmAuthenticator client = Authenticator(credential);

        bool isAccepted = Logon(client, server);

        Assert.Multiple(() =>
        {
            Assert.That(server.Refusal, Is.Null);
            Assert.That(isAccepted, Is.True);
            Assert.That(client.IsComplete, Is.True);
            Assert.That(client.HasSharedKey, Is.True);
            Assert.That(client.SessionKey.ToArray(), Is.EqualTo(server.SessionKey));
        });
    }

    [Test]
    public void Step_WithTheWrongPassword_IsRefused()
    {
        using SmbCredential credential = SmbCredential.Create(string.Empty, "user", "Password");
        using NtlmAuthenticator client = Authenticator(credential);

        Assert.That(Logon(client, new NtlmServer()), Is.False);
    }

    [Test]
    public void Step_WhereTheServerSaysNoTime_TakesTheTimeProviders()
    {
        NtlmServer server = new() { Time = null };
        using SmbCredential credential = User();
        using NtlmAuthenticator client = Authenticator(credential, new FakeTime());
        byte[] authenticate = client.Step(server.Challenge(client.Step([])!))!;

        Assert.Multiple(() =>
        {
            Assert.That(server.Accept(authenticate), Is.True, server.Refusal);
            Assert.That(authenticate.AsSpan().IndexOf(BitConverter.GetBytes(FakeTime.FileTime)), Is.GreaterThan(0));
            Assert.That(authenticate[72..88], Is.All.Zero, "Without the server's time there is no code over the messages.");
        });
    }

    [Test]
    public void Step_WhereKeysAreNotExchanged_TakesTheBaseKey()
    {
        NtlmServer server = new() { Flags = NtlmFlags.Offered & ~NtlmFlags.KeyExchange };
        using SmbCredential credential = User();
        using NtlmAuthenticator client = Authenticator(credential);

        bool isAccepted = Logon(client, server);

        Assert.Multiple(() =>
        {
            Assert.That(isAccepted, Is.True, server.Refusal);
            Assert.That(client.SessionKey.ToArray(), Is.EqualTo(server.SessionKey));
        });
    }

    [TestCase(NtlmFlags.Unicode)]
    [TestCase(NtlmFlags.ExtendedSessionSecurity)]
    [TestCase(NtlmFlags.TargetInfo)]
    [TestCase(NtlmFlags.Key128)]
    public void Step_WhereTheServerOffersLess_IsRefused(NtlmFlags lacking)
    {
        NtlmServer server = new() { Flags = NtlmFlags.Offered & ~lacking };
        using SmbCredential credential = User();
        using NtlmAuthenticator client = Authenticator(credential);
        byte[] challenge = server.Challenge(client.Step([])!);

        Assert.That(() => client.Step(challenge), Throws.TypeOf<SmbProtocolException>());
    }

    [Test]
    public void Step_ForAnonymous_NamesNobody()
    {
        NtlmServer server = new();
        using SmbCredential credential = SmbCredential.CreateAnonymous();
        using NtlmAuthenticator client = Authenticator(credential);

        bool isAccepted = Logon(client, server);

        Assert.Multiple(() =>
        {
            Assert.That(isAccepted, Is.True, server.Refusal);
            Assert.That(server.IsAnonymous, Is.True);
            Assert.That(client.HasSharedKey, Is.False);
        });
    }

    [Test]
    public void Step_AfterTheLastMessage_RefusesMore()
    {
        using SmbCredential credential = User();
        using NtlmAuthenticator client = Authenticator(credential);
        Logon(client, new NtlmServer());

        Assert.Multiple(() =>
        {
            Assert.That(client.Step([]), Is.Null);
            Assert.That(() => client.Step([1]), Throws.TypeOf<SmbProtocolException>());
        });
    }

    [Test]
    public void Step_WithTheSameRandomBytes_GivesTheSameMessage()
    {
        byte[][] messages = [.. Enumerable.Range(0, 2).Select(static _ =>
        {
            NtlmServer server = new() { ServerChallenge = new byte[8] };
            using SmbCredential credential = User();
            using NtlmAuthenticator client = new(credential, Service, TimeProvider.System, static bytes => bytes.Fill(0x55));
            byte[] message = client.Step(server.Challenge(client.Step([])!))!;
            Assert.That(client.SessionKey.ToArray(), Is.All.EqualTo(0x55));
            return message;
        })];

        Assert.That(messages[0], Is.EqualTo(messages[1]));
    }

    [Test]
    public void ToString_OfWhatHoldsSecrets_ShowsNone()
    {
        using SmbCredential credential = SmbCredential.Create("DOMAIN", "user", "secret");
        using NtlmAuthenticator client = Authenticator(credential);

        Assert.That($"{credential} {client}", Is.EqualTo(@"User DOMAIN\user NTLM User DOMAIN\user at cifs/double"));
    }

    [Test]
    public void Dispose_Always_ErasesHashAndKey()
    {
        SmbCredential credential = User();
        NtlmAuthenticator client = Authenticator(credential);
        Logon(client, new NtlmServer());

        client.Dispose();
        credential.Dispose();

        Assert.Multiple(() =>
        {
            Assert.That(client.SessionKey.ToArray(), Is.All.Zero);
            Assert.That(credential.NtHash.ToArray(), Is.All.Zero);
        });
    }

    private static bool Logon(NtlmAuthenticator client, NtlmServer server) => server.Accept(client.Step(server.Challenge(client.Step([])!))!);

    private static SmbCredential User() => SmbCredential.Create(string.Empty, "user", "password");

    private static NtlmAuthenticator Authenticator(SmbCredential credential, TimeProvider? time = null) =>
        new(credential, Service, time ?? TimeProvider.System, RandomNumberGenerator.Fill);

    private sealed class FakeTime : TimeProvider
    {
        public const long FileTime = 0x01DC_0102_0304_0506;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromFileTime(FileTime);
    }
}
