using Orbit.Storage.Ssh.Connection;
using Orbit.Storage.Ssh.Tests.Servers;

namespace Orbit.Storage.Ssh.Tests.Connection;

public class KeyboardInteractiveTests
{
    private static readonly string[] OnlyQuestions = ["UsePAM yes", "KbdInteractiveAuthentication yes", "PasswordAuthentication no", "PubkeyAuthentication no"];

    [Test]
    public async Task LeaseAsync_WhenAskedForThePassword_AnswersWithIt()
    {
        using OwnOpenSsh server = OwnOpenSsh.Start(OnlyQuestions);
        SshBackendOptions options = server.NewOptions();
        options.Password = OpenSshServer.Password;
        await using SftpSessions sessions = LeaseTests.New(options);
        await using SftpLease lease = await sessions.LeaseAsync(default);

        Assert.That(await lease.RunAsync(client => client.Exists("."), default), Is.True);
    }

    [Test]
    public async Task LeaseAsync_WithAnAnswerer_IsAskedWhatTheServerAsks()
    {
        using OwnOpenSsh server = OwnOpenSsh.Start(OnlyQuestions);
        SshBackendOptions options = server.NewOptions();
        SshPrompt? asked = null;
        options.Answer = prompt =>
        {
            asked = prompt;
            return OpenSshServer.Password;
        };
        await using SftpSessions sessions = LeaseTests.New(options);
        await using SftpLease lease = await sessions.LeaseAsync(default);

        Assert.That(asked, Is.Not.Null);
        Assert.That((asked!.User, asked.IsEchoed, asked.Text), Is.EqualTo((options.User, false, "Password: ")));
    }

    [Test]
    public async Task LeaseAsync_WhenNobodyAnswersInTime_EndsByTheDeadlineAndNamesTheStage()
    {
        using OwnOpenSsh server = OwnOpenSsh.Start(OnlyQuestions);
        SshBackendOptions options = server.NewOptions();
        using ManualResetEventSlim never = new();
        options.Answer = _ =>
        {
            never.Wait(TimeSpan.FromSeconds(20));
            return "";
        };
        options.AuthenticationTimeout = TimeSpan.FromMilliseconds(500);
        await using SftpSessions sessions = LeaseTests.New(options);

        StorageException failure = Assert.ThrowsAsync<StorageException>(async () => await sessions.LeaseAsync(default))!;

        never.Set();
        Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.Timeout));
        Assert.That(failure.Message, Does.Contain("'authentication'"));
    }
}
