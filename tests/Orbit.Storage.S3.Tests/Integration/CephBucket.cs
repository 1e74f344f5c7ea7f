using Amazon.S3;
using Orbit.Storage.S3.Tests.Servers;

namespace Orbit.Storage.S3.Tests.Integration;

/// <summary>A bucket on the gateway with the profile that users take, a backend on it, and the independent client beside it.</summary>
internal sealed class CephBucket : IAsyncDisposable
{
    private readonly RawBucket _raw;
    private readonly IAmazonS3 _client;

    private CephBucket(S3Server server, RawBucket raw, Action<S3BackendOptions> configure, Action<SocketsHttpHandler>? adjust)
    {
        _raw = raw;
        S3BackendOptions options = server.Options(raw.Name, S3Profile.Ceph);
        configure(options);
        Connections = new ObservedConnections(options) { Adjust = adjust };
        _client = S3ClientFactory.Create(options, Connections);
        Backend = new S3Backend(new S3BackendOptions { Bucket = raw.Name, Store = options.Store, Client = _client });
        Client = new IndependentClient(server);
    }

    public S3Backend Backend { get; }

    public ObservedConnections Connections { get; }

    public IndependentClient Client { get; }

    /// <summary>The bucket as the independent client names it.</summary>
    public string Address => $"s3://{_raw.Name}";

    public string Name => _raw.Name;

    public static async Task<CephBucket> CreateAsync(S3Server server, CancellationToken cancellationToken, Action<S3BackendOptions>? configure = null, Action<SocketsHttpHandler>? adjust = null) =>
        new(server, await RawBucket.CreateAsync(server, keepsVersions: false, cancellationToken), configure ?? (static _ => { }), adjust);

    public async ValueTask DisposeAsync()
    {
        await Backend.DisposeAsync();
        _client.Dispose();
        Client.Dispose();
        await _raw.DeleteAsync(keepsVersions: false, CancellationToken.None);
        _raw.Dispose();
    }
}
