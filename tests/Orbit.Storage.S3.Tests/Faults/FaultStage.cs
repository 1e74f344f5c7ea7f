using Orbit.Storage.Resilience;
using Orbit.Storage.S3.Double;
using Orbit.Storage.S3.Double.Content;

namespace Orbit.Storage.S3.Tests.Faults;

/// <summary>An endpoint that fails as it is told, and the backend before it, which waits little between tries.</summary>
internal sealed class FaultStage : IAsyncDisposable
{
    public const string Bucket = "bucket";
    public const long PartSize = 5L << 20;
    public const ulong Seed = 11;

    private FaultStage(S3Double server, S3Backend backend)
    {
        Server = server;
        Backend = backend;
    }

    public S3Double Server { get; }

    public S3Backend Backend { get; }

    public FaultScript Faults => Server.Faults;

    public RequestLog Requests => Server.Requests;

    public static async Task<FaultStage> StartAsync(Action<S3BackendOptions>? configure = null, BucketOptions? bucket = null, S3DoubleOptions? server = null, StorageServices? services = null)
    {
        S3Double endpoint = await S3Double.StartAsync(server);
        endpoint.CreateBucket(Bucket, bucket);
        S3BackendOptions options = new()
        {
            Bucket = Bucket,
            Endpoint = endpoint.Https,
            CertificateAuthorityFile = endpoint.CertificateAuthorityFile,
            AccessKey = endpoint.Options.AccessKey,
            SecretKey = endpoint.Options.SecretKey,
            Store = S3Profile.Aws,
            PartSize = PartSize,
            Concurrency = 2,
            Retry = new RetryOptions { BaseDelay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(10) },
        };
        configure?.Invoke(options);
        return new FaultStage(endpoint, new S3Backend(options, services ?? new StorageServices { Memory = new TransferMemory(64 << 20) }));
    }

    public static byte[] Bytes(long length)
    {
        byte[] bytes = new byte[length];
        Pattern.Fill(bytes, 0, Seed);
        return bytes;
    }

    /// <summary>Content that tells its length and is sent as a PUT or in parts.</summary>
    public Task<WriteResult> WriteAsync(string key, long length, WriteOptions? options = null, CancellationToken cancellationToken = default) =>
        Backend.WriteBytesAsync(key, Bytes(length), options, cancellationToken);

    /// <summary>Reads all of an object and holds it against the pattern, or hands the failure on.</summary>
    public async Task AssertContentAsync(string key, long length)
    {
        byte[] read = await Backend.ReadBytesAsync(key, maxBytes: int.MaxValue);

        Assert.That(read, Has.Length.EqualTo(length));
        Assert.That(Pattern.FindDifference(read, 0, Seed), Is.EqualTo(-1), "the first byte that differs");
    }

    /// <summary>As <see cref="AssertContentAsync"/>, where a failure of the store's side is as good as the exact bytes.</summary>
    public async Task AssertContentOrFailureAsync(string key, long length)
    {
        try
        {
            await AssertContentAsync(key, length);
        }
        catch (StorageException failure)
        {
            Assert.That(failure.Kind, Is.EqualTo(StorageErrorKind.Network).Or.EqualTo(StorageErrorKind.LengthMismatch).Or.EqualTo(StorageErrorKind.Other).Or.EqualTo(StorageErrorKind.ObjectChanged));
        }
    }

    public async ValueTask DisposeAsync()
    {
        // Shown where a test fails.
        foreach (S3Call call in Requests.All.Take(50))
        {
            await TestContext.Out.WriteLineAsync(call.ToString());
        }

        await Backend.DisposeAsync();
        await Server.DisposeAsync();
    }
}
