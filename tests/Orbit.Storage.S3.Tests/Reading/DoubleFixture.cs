using System.Text;
using Orbit.Storage.Resilience;
using Orbit.Storage.S3.Double;

namespace Orbit.Storage.S3.Tests.Reading;

/// <summary>A backend on a bucket of the endpoint in this process, which counts requests and fails on demand.</summary>
[CancelAfter(60_000)]
public abstract class DoubleFixture
{
    protected const string Bucket = "bucket";

    private S3Backend? _backend;

    private protected S3Double Server { get; private set; } = null!;

    private protected S3Backend Backend => _backend ??= Open();

    protected static CancellationToken Token => TestContext.CurrentContext.CancellationToken;

    [SetUp]
    public async Task StartAsync()
    {
        Server = await S3Double.StartAsync();
        Server.CreateBucket(Bucket);
    }

    [TearDown]
    public async Task StopAsync()
    {
        if (_backend is not null)
        {
            await _backend.DisposeAsync();
        }

        await Server.DisposeAsync();
    }

    /// <summary>Opens the backend with other options than the usual.</summary>
    private protected S3Backend Open(Action<S3BackendOptions>? configure = null)
    {
        S3BackendOptions options = new()
        {
            Bucket = Bucket,
            Endpoint = Server.Http,
            AccessKey = Server.Options.AccessKey,
            SecretKey = Server.Options.SecretKey,
            Store = S3Profile.Aws,
            Retry = new RetryOptions { BaseDelay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(2) },
        };
        configure?.Invoke(options);
        return _backend = new S3Backend(options);
    }

    private protected void Put(string key, string content = "content", bool withChecksum = false) => Server.Put(Bucket, key, Encoding.UTF8.GetBytes(content), withChecksum);

    private protected async Task<string> ReadAsync(StoragePath path, ReadOptions? options = null) =>
        await Backend.ReadTextAsync(path, options: options, cancellationToken: Token);

    private protected static async Task<StorageException> FailsAsync(Func<Task> call, StorageErrorKind kind)
    {
        StorageException failure = Assert.CatchAsync<StorageException>(() => call())!;
        await Task.CompletedTask;
        Assert.That(failure.Kind, Is.EqualTo(kind), failure.Message);
        return failure;
    }
}
