using Orbit.Storage.S3.Tests.Servers;

namespace Orbit.Storage.S3.Tests.Conformance;

/// <summary>Ceph's gateway over https, a bucket that keeps versions, and a certificate that only the backend's option trusts.</summary>
public sealed class CephTlsHarness : S3Harness
{
    internal override S3Server Server => S3Server.CephOverTls;

    protected override S3Profile Profile => Server.Release >= NewerCeph.Release ? NewerCeph.Profile : S3Profile.CephVersioned;
}
