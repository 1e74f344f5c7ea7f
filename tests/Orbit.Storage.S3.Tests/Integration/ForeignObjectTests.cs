using System.Security.Cryptography;
using Orbit.Storage.S3.Tests.Servers;

namespace Orbit.Storage.S3.Tests.Integration;

internal sealed class ForeignObjectTests
{
    private const int Length = (17 << 20) + 3;

    [Test]
    [CancelAfter(120_000)]
    public async Task Read_ObjectOfAnotherClientInParts_IsExactAndDescribed(CancellationToken cancellationToken)
    {
        await using CephBucket bucket = await CephBucket.CreateAsync(S3Server.Ceph, cancellationToken);
        byte[] content = RandomNumberGenerator.GetBytes(Length);
        await File.WriteAllBytesAsync(bucket.Client.PathOf("file"), content, cancellationToken);
        await bucket.Client.RunAsync(
            cancellationToken, "put", "--multipart-chunk-size-mb=5", "--mime-type=text/x-test", "--add-header=x-amz-meta-colour: dark red", bucket.Client.PathOf("file"), $"{bucket.Address}/a b/é+&%20?#.bin");

        StorageContent read = await bucket.Backend.OpenReadAsync("a b/é+&%20?#.bin", null, cancellationToken);
        await using (read)
        {
            using MemoryStream bytes = new(Length);
            await read.Reader.CopyToAsync(bytes, cancellationToken);

            Assert.That(bytes.GetBuffer().AsSpan(0, (int)bytes.Length).SequenceEqual(content), Is.True);
            Assert.That((read.Entry.Size, read.Entry.ContentType, read.Entry.Metadata!["colour"]), Is.EqualTo(((long?)Length, "text/x-test", "dark red")));
        }
    }
}
