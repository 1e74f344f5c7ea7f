using Orbit.Storage.S3.Tests.Servers;

namespace Orbit.Storage.S3.Tests.Integration;

internal sealed class SweepTests
{
    [Test]
    [CancelAfter(60_000)]
    public async Task Sweep_UploadsThatNobodyGoesOnWith_AreAborted([Values("ceph", "swift")] string make, CancellationToken cancellationToken)
    {
        S3Server server = make == "ceph" ? S3Server.Ceph : S3Server.Swift;
        using RawBucket bucket = await RawBucket.CreateAsync(server, keepsVersions: false, cancellationToken);
        await using S3Backend backend = new(server.Options(bucket.Name, make == "ceph" ? S3Profile.Ceph : S3Profile.Swift));
        await bucket.BeginUploadAsync("dir/without a part", null, cancellationToken);
        await bucket.BeginUploadAsync("with a part +&", [1, 2, 3], cancellationToken);
        await bucket.PutAsync("kept", [1], cancellationToken);

        SweepResult young = await backend.SweepAsync(TimeSpan.FromHours(1), cancellationToken);

        // Servers round times up to the second, so that there is nothing to sweep at first.
        SweepResult old = new(0, 0);
        while (old.Count < 2)
        {
            await Task.Delay(10, cancellationToken);
            SweepResult more = await backend.SweepAsync(TimeSpan.Zero, cancellationToken);
            old = new SweepResult(old.Count + more.Count, old.Bytes + more.Bytes);
        }

        Assert.That((young.Count, old.Count, old.Bytes), Is.EqualTo((0L, 2L, 3L)));
        Assert.That(await bucket.ListUploadsAsync(cancellationToken), Is.Empty);
        Assert.That(await bucket.ListAsync(cancellationToken), Is.EqualTo(new[] { "kept" }));
        await bucket.DeleteAsync(keepsVersions: false, cancellationToken);
    }
}
