using Orbit.Storage.Smb.Double;
using Orbit.Storage.Smb.Session;
using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb.Tests.Scripted;

internal sealed class ForgottenSessionTests : ScriptedTest
{
    [TestCase(SessionFlags.None)]
    [TestCase(SessionFlags.Encrypt)]
    public async Task Run_WhereTheLogonHasExpired_LogsOnAgainOnTheSameSession(SessionFlags flags)
    {
        SmbDouble server = Serve(new SmbDoubleOptions { SessionFlags = flags, Script = FailingFirst(NtStatus.NetworkSessionExpired) });
        byte[] content = Put(server, "file", 1000);
        SmbClient client = Connect(server);

        byte[] read = await RunAsync(client);

        Assert.Multiple(() =>
        {
            Assert.That(read, Is.EqualTo(content));
            Assert.That(server.Connections, Has.Count.EqualTo(1));
            Assert.That(server.Count(SmbCommand.SessionSetup), Is.EqualTo(4));
            Assert.That(server.Count(SmbCommand.TreeConnect), Is.EqualTo(1));
            Assert.That(server.Violations, Is.Empty);
        });
    }

    [TestCase(NtStatus.UserSessionDeleted)]
    [TestCase(NtStatus.NetworkNameDeleted)]
    public async Task Run_WhereTheSessionIsGone_BeginsAnother(uint status)
    {
        SmbDouble server = Serve(new SmbDoubleOptions { Script = FailingFirst(status) });
        byte[] content = Put(server, "file", 1000);
        SmbClient client = Connect(server);

        byte[] read = await RunAsync(client);

        Assert.Multiple(() =>
        {
            Assert.That(read, Is.EqualTo(content));
            Assert.That(server.Connections, Has.Count.EqualTo(2));
            Assert.That(server.Violations, Is.Empty);
        });
    }

    [Test]
    public async Task Run_AfterTheConnectionWasCut_BeginsAnother()
    {
        SmbDouble server = Serve(new SmbDoubleOptions());
        byte[] content = Put(server, "file", 1000);
        SmbClient client = Connect(server);
        SmbShare share = await client.OpenAsync(Patience);
        server.Connections.Single().Cut();
        await share.Connection.Lost.WaitAsync(Patience);

        Assert.That(await RunAsync(client), Is.EqualTo(content));
    }

    private static Func<DoubleExchange, Task> FailingFirst(uint status) => exchange =>
    {
        if (exchange.Is(SmbCommand.Create, 0))
        {
            exchange.Reply.Fail(status);
        }

        return exchange.SendAsync();
    };

    private Task<byte[]> RunAsync(SmbClient client) => client.RunAsync(static (share, test, _) => test.ReadAsync(share, "file"), this, Patience);
}
