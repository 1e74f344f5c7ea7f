using Orbit.Storage.Ssh.Tests.Servers;
using Orbit.Storage.Testing;

namespace Orbit.Storage.Ssh.Tests.ServerProgram;

/// <summary>Where the server does not run its program, all goes on as without; only what needs it is refused.</summary>
public sealed class RefusedProgramTests : SshTest
{
    [Test]
    public async Task All_ServerThatForcesSftp_GoesOn()
    {
        using OwnOpenSsh server = OwnOpenSsh.Start("ForceCommand internal-sftp");
        SshBackendOptions options = server.NewOptions();
        (options.Root, options.ServerProgram) = (Root, ServerPrograms.Find());

        await AssertGoesOnAsync(options);
    }

    [Test]
    public async Task All_ProgramThatIsNotThere_GoesOn()
    {
        SshBackendOptions options = OpenSshServer.NewOptions(Root);
        options.ServerProgram = "/nowhere/sftp-server";

        await AssertGoesOnAsync(options);
    }

    [Test]
    public async Task All_ProgramThatSaysNothing_GoesOnAfterTheDeadline()
    {
        SshBackendOptions options = OpenSshServer.NewOptions(Root);
        (options.ServerProgram, options.SubsystemTimeout) = ("cat > /dev/null", TimeSpan.FromSeconds(2));

        await AssertGoesOnAsync(options);
    }

    [Test]
    public async Task All_ServerOfAnotherMake_GoesOn()
    {
        string root = OtherServer.NewDirectory();
        if (!OperatingSystem.IsWindows())
        {
            // The server's user is not the one who runs the tests.
            File.SetUnixFileMode(root, (UnixFileMode)0b111_111_111);
        }

        SshBackendOptions options = OtherServer.NewOptions(root);
        (options.ServerProgram, options.SubsystemTimeout) = (ServerPrograms.Find(), TimeSpan.FromSeconds(2));

        await AssertGoesOnAsync(options);
    }

    private static async Task AssertGoesOnAsync(SshBackendOptions options)
    {
        await using SshBackend backend = new(options);
        await backend.WriteTextAsync("directory/file", "content", cancellationToken: Token);
        await backend.CopyAsync("directory/file", "directory/copy", cancellationToken: Token);

        List<StorageEntry> entries = [];
        await foreach (StorageEntry entry in backend.ListAsync("directory", null, Token))
        {
            entries.Add(entry);
        }

        Assert.That(entries.Select(entry => entry.Name), Is.EquivalentTo(["file", "copy"]));
        await StorageAssert.FailsAsync(
            () => backend.WriteTextAsync("durable", "content", new WriteOptions { Durable = true }, Token), StorageErrorKind.Unsupported);
    }
}
