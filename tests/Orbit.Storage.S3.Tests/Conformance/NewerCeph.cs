namespace Orbit.Storage.S3.Tests.Conformance;

/// <summary>
/// Ceph 20, which developers can test against: the one server at hand that checks checksums. With them conditions are no longer decided by the store:
/// of sixteen writers at once that must create an object, fourteen and more succeed.
/// </summary>
internal static class NewerCeph
{
    public const int Release = 20;

    public static S3Profile Profile { get; } = new() { Name = "ceph-20", Checksums = true };
}
