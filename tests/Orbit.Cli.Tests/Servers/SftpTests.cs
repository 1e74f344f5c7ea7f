namespace Orbit.Cli.Tests.Servers;

/// <summary>The program against OpenSSH.</summary>
internal sealed class SftpTests : CliTest
{
    private readonly string _name = $"cli-{Guid.NewGuid():n}";

    private string Root { get; set; } = "";

    private string Query { get; set; } = "";

    [SetUp]
    public void FindServer()
    {
        string user = ServerVariables.Require("ORBIT_TEST_SSH_USER");
        string host = ServerVariables.Require("ORBIT_TEST_SSH_HOST");
        string root = ServerVariables.Require("ORBIT_TEST_SSH_ROOT");
        Query = $"?key={Uri.EscapeDataString(ServerVariables.Require("ORBIT_TEST_SSH_KEY"))}&KnownHostsFile={Uri.EscapeDataString(ServerVariables.Require("ORBIT_TEST_SSH_KNOWN_HOSTS"))}";
        Root = $"sftp://{user}@{host}:{ServerVariables.Require("ORBIT_TEST_SSH_PORT")}{root}/{_name}";
    }

    [Test]
    public async Task Sync_ThereAndBack_IsTheSame()
    {
        Fill("src/deep", 4, 10_000);
        Write("src/größe.txt", "name");

        OrbitResult there = await RunAsync("sync", "src", $"{Root}/new/parents{Query}");
        OrbitResult again = await RunAsync("sync", "--json", "src", $"{Root}/new/parents{Query}");
        OrbitResult within = await RunAsync("mv", $"{Root}/new/parents{Query}", $"{Root}/moved{Query}");
        OrbitResult back = await RunAsync("cp", "-r", $"{Root}/moved{Query}", "back");
        OrbitResult removed = await RunAsync("rm", "-r", $"{Root}{Query}");

        Assert.That(new[] { there, again, within, back, removed }.Select(static result => result.ExitCode), Is.All.Zero, $"{there}{again}{within}{back}{removed}");
        Assert.That(again.Summary.GetProperty("unchanged").GetInt64(), Is.EqualTo(5));
        Assert.That(within.Output, Does.Contain("one rename"));
        AssertAlike("src", "back");
    }

    [Test]
    public async Task Doctor_Server_IsWell()
    {
        OrbitResult made = await RunAsync("mkdir", $"{Root}{Query}");
        OrbitResult result = await RunAsync("doctor", $"{Root}{Query}");
        OrbitResult removed = await RunAsync("rm", $"{Root}{Query}");

        Assert.That(new[] { made, result, removed }.Select(static one => one.ExitCode), Is.All.Zero, $"{made}{result}{removed}");
    }

    [Test]
    public async Task Doctor_WrongKeyAndUnknownHost_AreToldApart()
    {
        Write("empty", "");
        string withoutHost = Query[..(Query.IndexOf("KnownHostsFile=", StringComparison.Ordinal) + "KnownHostsFile=".Length)] + Uri.EscapeDataString(At("empty"));
        string withoutKey = "?Password=wrong" + Query[Query.IndexOf("&KnownHostsFile", StringComparison.Ordinal)..];

        OrbitResult unknown = await RunAsync("doctor", $"{Root}{withoutHost}");
        OrbitResult wrong = await RunAsync("doctor", $"{Root}{withoutKey}");

        Assert.That((unknown.ExitCode, wrong.ExitCode), Is.EqualTo((1, 1)), $"{unknown}{wrong}");
        Assert.That(unknown.Output, Does.Contain("HostKeyRejected").And.Contain("known_hosts"));
        Assert.That(wrong.Output, Does.Contain("AuthenticationFailed"));
    }
}
