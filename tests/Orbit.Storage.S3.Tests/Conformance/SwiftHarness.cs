using Orbit.Storage.S3.Tests.Servers;

namespace Orbit.Storage.S3.Tests.Conformance;

/// <summary>Swift behind its S3 front.</summary>
public sealed class SwiftHarness : S3Harness
{
    internal override S3Server Server => S3Server.Swift;

    protected override S3Profile Profile => S3Profile.Swift;
}
