using Orbit.Storage.S3;
using Orbit.Storage.S3.Double;

namespace Orbit.Storage.Transfers.Tests.Ends;

/// <summary>A server of S3's kind.</summary>
/// <param name="Endpoint">Where it is.</param>
/// <param name="AccessKey">Who asks.</param>
/// <param name="SecretKey">With which secret.</param>
/// <param name="Profile">What the backend believes of it.</param>
/// <param name="MakeBucket">Makes a bucket where no request does. Default: null, a request does.</param>
internal sealed record S3EndServer(Uri Endpoint, string AccessKey, string SecretKey, S3Profile Profile, Action<string>? MakeBucket = null)
{
    public static S3EndServer Ceph() => new(
        new Uri(ServerVariables.Require("ORBIT_TEST_S3_CEPH")), ServerVariables.Require("ORBIT_TEST_S3_CEPH_KEY"), ServerVariables.Require("ORBIT_TEST_S3_CEPH_SECRET"), S3Profile.Ceph);

    /// <summary>An endpoint in this process.</summary>
    public static S3EndServer Of(S3Double endpoint) => new(endpoint.Http, endpoint.Options.AccessKey, endpoint.Options.SecretKey, S3Profile.Aws, name => endpoint.CreateBucket(name));
}
