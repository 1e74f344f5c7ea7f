using Orbit.Storage.Ssh.Tests.Servers;

namespace Orbit.Storage.Ssh.Tests.Conformance;

/// <summary>Runs the server's own program as well.</summary>
public sealed class ProgramSshHarness : SshHarness
{
    protected override SshBackendOptions NewOptions()
    {
        SshBackendOptions options = base.NewOptions();
        options.ServerProgram = ServerPrograms.Find();
        return options;
    }
}
