using System.IO.Pipelines;
using Orbit.Storage.Resilience;
using Orbit.Storage.S3.Double;
using Orbit.Storage.S3.Double.Content;

namespace Orbit.Storage.S3.Tests.Writing;

/// <summary>A bucket on an endpoint that counts, checks and fails on demand.</summary>
[CancelAfter(60_000)]
public abstract class WritingFixture
{
    protected const string Bucket = "bucket";
    protected const int PartSize = 64 << 10;

    protected S3Double Server { get; private set; } = null!;

    protected static CancellationToken Token => TestContext.CurrentContext.CancellationToken;

    [SetUp]
    public async Task StartAsync()
    {
        Server = await S3Double.StartAsync(new S3DoubleOptions { MinPartSize = PartSize });
        Server.CreateBucket(Bucket);
    }

    [TearDown]
    public async Task StopAsync() => await Server.DisposeAsync();

    protected static S3Profile Profile(bool checksums = true, bool conditionalComplete = true, long maxPartSize = 5L << 30, int maxParts = 10_000) => new()
    {
        Name = "double",
        MinPartSize = PartSize,
        MaxPartSize = maxPartSize,
        MaxParts = maxParts,
        Checksums = checksums,
        ConditionalCreate = true,
        ConditionalUpdate = true,
        ConditionalComplete = conditionalComplete,
    };

    protected S3Backend Open(S3Profile? profile = null, bool encrypted = false, Action<S3BackendOptions>? configure = null)
    {
        S3BackendOptions options = new()
        {
            Bucket = Bucket,
            Endpoint = encrypted ? Server.Https : Server.Http,
            CertificateAuthorityFile = encrypted ? Server.CertificateAuthorityFile : null,
            AccessKey = Server.Options.AccessKey,
            SecretKey = Server.Options.SecretKey,
            Store = profile ?? Profile(),
            PartSize = PartSize,
            Retry = new RetryOptions { BaseDelay = TimeSpan.Zero, MaxDelay = TimeSpan.Zero },
        };
        configure?.Invoke(options);
        return new S3Backend(options);
    }

    protected static byte[] Content(int length, ulong seed = 1)
    {
        byte[] content = new byte[length];
        Pattern.Fill(content, 0, seed);
        return content;
    }

    protected static Task<WriteResult> WriteAsync(IStorageBackend backend, string path, byte[] content, WriteOptions? options = null) =>
        backend.WriteAsync(path, PipeReader.Create(new MemoryStream(content)), options, Token);

    protected static Task<byte[]> ReadAsync(IStorageBackend backend, string path) => backend.ReadBytesAsync(path, cancellationToken: Token);

    protected static StorageException Fails(Func<Task> call, StorageErrorKind kind)
    {
        StorageException failure = Assert.ThrowsAsync<StorageException>(call)!;
        Assert.That(failure.Kind, Is.EqualTo(kind), failure.ToString());
        return failure;
    }
}
