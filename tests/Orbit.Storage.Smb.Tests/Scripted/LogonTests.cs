using Orbit.Storage.Smb.Connection;
using Orbit.Storage.Smb.Double;
using Orbit.Storage.Smb.Double.Authentication;
using Orbit.Storage.Smb.Security;
using Orbit.Storage.Smb.Security.Ntlm;
using Orbit.Storage.Smb.Session;
using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb.Tests.Scripted;

internal sealed class LogonTests : ScriptedTest
{
    private const uint LogonFailure = 0xC000006D;

    [Test]
    public void Open_WithAnotherPassword_FailsAsTheServerSays()
    {
        SmbDouble server = Serve(new SmbDoubleOptions { Authentication = static () => new NtlmServer { Password = "another" } });

        SmbStatusException? refused = Assert.ThrowsAsync<SmbStatusException>(() => Connect(server).OpenAsync(Patience).AsTask());

        Assert.That(refused!.Status, Is.EqualTo(LogonFailure));
    }

    [TestCase(SessionFlags.Guest)]
    [TestCase(SessionFlags.Anonymous)]
    public void Open_WhereTheServerMakesAGuestOfTheUser_IsRefused(SessionFlags flags)
    {
        SmbDouble server = Serve(new SmbDoubleOptions { SessionFlags = flags });

        Assert.ThrowsAsync<RefusedServerException>(() => Connect(server).OpenAsync(Patience).AsTask());
    }

    [Test]
    public async Task Open_AsAGuestOnDemand_Works()
    {
        SmbDouble server = Serve(new SmbDoubleOptions
        {
            SessionFlags = SessionFlags.Guest,
            Authentication = static () => new NtlmServer { User = "Guest", Password = string.Empty },
        });
        byte[] content = Put(server, "file", 1000);
        using SmbCredential guest = SmbCredential.CreateGuest();
        SmbShare share = await Connect(server, _ => Settings(server, guest, requiresSigning: false)).OpenAsync(Patience);

        Assert.That(await ReadAsync(share, "file"), Is.EqualTo(content));
    }

    [Test]
    public async Task Open_AsNobodyOnDemand_Works()
    {
        SmbDouble server = Serve(new SmbDoubleOptions { SessionFlags = SessionFlags.Anonymous });
        byte[] content = Put(server, "file", 1000);
        using SmbCredential nobody = SmbCredential.CreateAnonymous();
        SmbShare share = await Connect(server, _ => Settings(server, nobody, requiresSigning: false)).OpenAsync(Patience);

        Assert.That(await ReadAsync(share, "file"), Is.EqualTo(content));
    }

    [Test]
    public void Open_WhereTheServerForgesItsSignatureOfTheMechanisms_IsRefused()
    {
        SmbDouble server = Serve(new SmbDoubleOptions { Negotiation = static ntlm => new SpnegoServer(ntlm) { IsForging = true } });

        Assert.ThrowsAsync<SmbProtocolException>(() => Connect(server).OpenAsync(Patience).AsTask());
    }

    [TestCase(SmbDialect.Smb21)]
    [TestCase(SmbDialect.Smb30)]
    [TestCase(SmbDialect.Smb311)]
    public void Open_WhereTheLastAnswerIsNotSigned_IsRefused(SmbDialect dialect)
    {
        SmbDouble server = Serve(new SmbDoubleOptions { Dialect = dialect, SignsLogon = false });

        Assert.ThrowsAsync<SmbProtocolException>(() => Connect(server).OpenAsync(Patience).AsTask());
    }

    [TestCase(NtlmFlags.ExtendedSessionSecurity)]
    [TestCase(NtlmFlags.Key128)]
    public void Open_WhereTheServerOffersOldNtlm_IsRefused(NtlmFlags lacking)
    {
        SmbDouble server = Serve(new SmbDoubleOptions { Authentication = () => new NtlmServer { Flags = NtlmFlags.Offered & ~lacking } });

        Assert.ThrowsAsync<SmbProtocolException>(() => Connect(server).OpenAsync(Patience).AsTask());
    }

    [Test]
    public void Open_WhereTheServerAsksForMoreAndMore_EndsBeforeLong()
    {
        SmbDouble server = Serve(new SmbDoubleOptions
        {
            Script = static exchange =>
            {
                if (exchange.Is(SmbCommand.SessionSetup, 1))
                {
                    exchange.Reply.Status = NtStatus.MoreProcessingRequired;
                }

                return exchange.SendAsync();
            },
        });

        Assert.ThrowsAsync<SmbProtocolException>(() => Connect(server).OpenAsync(Patience).AsTask());
    }

    [Test]
    public void Open_WhereTheServerCutsTheConnectionDuringTheLogon_Fails()
    {
        SmbDouble server = Serve(new SmbDoubleOptions
        {
            Script = static exchange =>
            {
                if (exchange.Command == SmbCommand.SessionSetup)
                {
                    exchange.Connection.Cut();
                    return Task.CompletedTask;
                }

                return exchange.SendAsync();
            },
        });

        Assert.ThrowsAsync<ConnectionLostException>(() => Connect(server).OpenAsync(Patience).AsTask());
    }
}
