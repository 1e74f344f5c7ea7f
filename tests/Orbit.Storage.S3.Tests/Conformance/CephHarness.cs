using Orbit.Storage.S3.Tests.Servers;

namespace Orbit.Storage.S3.Tests.Conformance;

/// <summary>Ceph's gateway over http.</summary>
public sealed class CephHarness : S3Harness
{
    internal override S3Server Server => S3Server.Ceph;

    protected override S3Profile Profile => Server.Release >= NewerCeph.Release ? NewerCeph.Profile : S3Profile.Ceph;
}
