using System.IO.Pipelines;
using System.Security.Cryptography;
using Orbit.Storage.S3.Tests.Servers;
using Orbit.Storage.Testing.Content;

namespace Orbit.Storage.S3.Tests.Integration;

internal sealed class LargeUploadTests
{
    private const long Length = 1L << 30;

    [Test]
    [CancelAfter(600_000)]
    public async Task Write_OneGibibyteOfUnknownLength_IsWhatTheIndependentClientGets(CancellationToken cancellationToken)
    {
        await using CephBucket bucket = await CephBucket.CreateAsync(S3Server.Ceph, cancellationToken);
        Pipe pipe = new();
        Task<byte[]> sent = SendAsync(pipe.Writer, cancellationToken);

        WriteResult result = await bucket.Backend.WriteAsync("large/object", pipe.Reader, null, cancellationToken);

        Assert.That(result.Size, Is.EqualTo(Length));
        string listed = (await bucket.Client.RunAsync(cancellationToken, "ls", $"{bucket.Address}/large/object")).Single();
        Assert.That(listed, Does.Contain($" {Length}  "));
        Assert.That(await HashAsync(bucket, cancellationToken), Is.EqualTo(await sent));
    }

    private static async Task<byte[]> SendAsync(PipeWriter writer, CancellationToken cancellationToken)
    {
        PatternedContent content = new(Length, seed: 1);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (long offset = 0; offset < Length;)
        {
            Memory<byte> memory = writer.GetMemory(64 * 1024);
            int count = (int)Math.Min(memory.Length, Length - offset);
            content.Fill(offset, memory.Span[..count]);
            hash.AppendData(memory.Span[..count]);
            writer.Advance(count);
            offset += count;
            await writer.FlushAsync(cancellationToken);
        }

        await writer.CompleteAsync();
        return hash.GetHashAndReset();
    }

    private static async Task<byte[]> HashAsync(CephBucket bucket, CancellationToken cancellationToken)
    {
        using SHA256 hash = SHA256.Create();
        await using (CryptoStream hashed = new(Stream.Null, hash, CryptoStreamMode.Write))
        {
            await bucket.Client.RunAsync(hashed, cancellationToken, "get", "--quiet", $"{bucket.Address}/large/object", "-");
        }

        return hash.Hash!;
    }
}
