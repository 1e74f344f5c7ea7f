using Orbit.Storage.Local;

namespace Orbit.Storage.Ssh.Tests.Conformance;

/// <summary>Follows symbolic links, as long as they stay below the root.</summary>
public sealed class FollowingSshHarness : SshHarness
{
    protected override SshBackendOptions NewOptions()
    {
        SshBackendOptions options = base.NewOptions();
        options.SymbolicLinks = SymbolicLinkPolicy.Follow;
        return options;
    }
}
