using Orbit.Storage.Ssh.Tests.Servers;

namespace Orbit.Storage.Ssh.Tests.Conformance;

/// <summary>A directory of its own on a server of another make.</summary>
public sealed class OtherSshHarness() : SshHarness(OtherServer.NewDirectory)
{
    protected override SshBackendOptions NewOptions() => OtherServer.NewOptions(Root);
}
