using System.Security.Cryptography;
using Orbit.Storage.Smb.Double.Authentication;
using Orbit.Storage.Smb.Security;
using Orbit.Storage.Smb.Security.Ntlm;
using Orbit.Storage.Smb.Security.Spnego;
using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb.Tests.Security.Spnego;

public sealed class SpnegoExchangeTests
{
    private const string Kerberos = "1.2.840.48018.1.2.2";

    private readonly NtlmServer _ntlm = new();
    private SmbCredential _credential = null!;

    [SetUp]
    public void MakeCredential() => _credential = SmbCredential.Create(string.Empty, "user", "password");

    [Test]
    public void Exchange_WithTheRightPassword_VerifiesBothSides()
    {
        SpnegoServer server = new(_ntlm);
        SpnegoExchange client = Client();

        client.Complete(Run(client, server));

        Assert.Multiple(() =>
        {
            Assert.That(server.IsClientVerified, Is.True);
            Assert.That(client.IsServerVerified, Is.True);
        });
    }

    [Test]
    public void Complete_WithAForgedSignature_IsRefused()
    {
        SpnegoExchange client = Client();
        byte[] last = Run(client, new SpnegoServer(_ntlm) { IsForging = true })!;

        Assert.That(() => client.Complete(last), Throws.TypeOf<SmbProtocolException>());
    }

    [Test]
    public void Complete_WithTheClientsOwnSignature_IsRefused()
    {
        SpnegoExchange client = Client();
        Run(client, new SpnegoServer(_ntlm));
        byte[] reflected = NtlmSignature.Compute(_ntlm.SessionKey, isClient: true, hasKeyExchange: true, SpnegoWriter.WriteMechanisms(SpnegoServer.Mechanism));

        Assert.That(() => client.Complete(SpnegoServer.Reply(SpnegoState.Completed, null, null, reflected)), Throws.TypeOf<SmbProtocolException>());
    }

    [Test]
    public void Complete_WithoutSignature_PassesUnverified()
    {
        SpnegoExchange client = Client();

        client.Complete(Run(client, new SpnegoServer(_ntlm) { IsSigning = false }));

        Assert.That(client.IsServerVerified, Is.False);
    }

    [Test]
    public void Complete_OfAnEmptyToken_PassesUnverified()
    {
        SpnegoExchange client = Client();
        Run(client, new SpnegoServer(_ntlm));

        client.Complete([]);

        Assert.That(client.IsServerVerified, Is.False);
    }

    [Test]
    public void Complete_BeforeTheClientHasSpoken_IsRefused()
    {
        SpnegoExchange client = Client();
        client.Start([]);

        Assert.Multiple(() =>
        {
            Assert.That(() => client.Complete([]), Throws.TypeOf<SmbProtocolException>());
            Assert.That(() => client.Complete(SpnegoServer.Reply(SpnegoState.Completed, null, null, null)), Throws.TypeOf<SmbProtocolException>());
            Assert.That(
                () => client.Complete(SpnegoServer.Reply(SpnegoState.Completed, null, _ntlm.Challenge([]), null)), Throws.TypeOf<SmbProtocolException>());
        });
    }

    [Test]
    public void Continue_AfterTheClientsLast_IsRefused()
    {
        SpnegoExchange client = Client();
        SpnegoServer server = new(_ntlm);
        byte[] challenge = server.Challenge(client.Start([]));
        client.Continue(challenge);

        Assert.That(() => client.Continue(challenge), Throws.TypeOf<SmbProtocolException>());
    }

    [Test]
    public void Exchange_ForAnonymous_SignsNothing()
    {
        using SmbCredential nobody = SmbCredential.CreateAnonymous();
        SpnegoServer server = new(_ntlm) { IsForging = true };
        SpnegoExchange client = Client(nobody);

        client.Complete(Run(client, server));

        Assert.Multiple(() =>
        {
            Assert.That(_ntlm.IsAnonymous, Is.True);
            Assert.That(server.IsClientVerified, Is.False);
            Assert.That(client.IsServerVerified, Is.False);
        });
    }

    [Test]
    public void Start_WhereNtlmIsNotOffered_IsRefused() =>
        Assert.That(() => Client().Start(SpnegoServer.Offer(Kerberos)), Throws.TypeOf<SmbProtocolException>());

    [Test]
    public void Start_WhereNtlmIsOfferedLast_Begins() => Assert.That(Client().Start(SpnegoServer.Offer(Kerberos, SpnegoServer.Mechanism)), Is.Not.Empty);

    [Test]
    public void Continue_WithAnotherMechanism_IsRefused()
    {
        SpnegoExchange client = Client();
        client.Start([]);

        Assert.That(
            () => client.Continue(SpnegoServer.Reply(SpnegoState.Incomplete, Kerberos, _ntlm.Challenge([]), null)), Throws.TypeOf<SmbProtocolException>());
    }

    [Test]
    public void Continue_Rejected_IsRefused()
    {
        SpnegoExchange client = Client();
        client.Start([]);

        Assert.That(() => client.Continue(SpnegoServer.Reply(SpnegoState.Reject, null, null, null)), Throws.TypeOf<SmbProtocolException>());
    }

    [TearDown]
    public void Erase() => _credential.Dispose();

    private static byte[]? Run(SpnegoExchange client, SpnegoServer server) =>
        server.Complete(client.Continue(server.Challenge(client.Start(SpnegoServer.Offer(SpnegoServer.Mechanism)))));

    private SpnegoExchange Client(SmbCredential? credential = null) =>
        new(new NtlmAuthenticator(credential ?? _credential, "cifs/double", TimeProvider.System, RandomNumberGenerator.Fill));
}
