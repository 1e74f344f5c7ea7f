using System.Reflection;
using Amazon.S3;
using Orbit.Storage.S3.Tests.Servers;
using Orbit.Storage.Testing;

namespace Orbit.Storage.S3.Tests.Conformance;

/// <summary>A bucket of its own on a real server, looked at by requests signed without the SDK.</summary>
public abstract class S3Harness : BackendHarness, IPhysicalView
{
    private RawBucket? _bucket;
    private ObservedConnections? _connections;
    private IAmazonS3? _client;

    private RawBucket Bucket => _bucket ?? throw new InvalidOperationException("The harness has not started.");

    internal abstract S3Server Server { get; }

    /// <summary>What the backend believes of the server.</summary>
    protected abstract S3Profile Profile { get; }

    /// <summary>Whether the bucket keeps versions.</summary>
    protected virtual bool KeepsVersions => Profile.Versioning;

    public override async Task<IStorageBackend> StartAsync(StorageServices services, CancellationToken cancellationToken)
    {
        S3Server server = Server;
        _bucket = await RawBucket.CreateAsync(server, KeepsVersions, cancellationToken);
        S3BackendOptions options = server.Options(_bucket.Name, WithSmallParts(Profile));
        _connections = new ObservedConnections(options);
        _client = S3ClientFactory.Create(options, _connections);
        options = server.Options(_bucket.Name, options.Store!);
        (options.Client, options.AccessKey, options.SecretKey, options.Versions) = (_client, null, null, KeepsVersions);
        return new S3Backend(options, services);
    }

    public override async Task<int> CountOpenUploadsAsync(CancellationToken cancellationToken) => (await Bucket.ListUploadsAsync(cancellationToken)).Count;

    public override int CountLeases() => _connections?.Leases ?? 0;

    public override long? CountRequests() => _connections?.Requests;

    public Task<IReadOnlyCollection<string>> ListPhysicalAsync(CancellationToken cancellationToken) => Bucket.ListAsync(cancellationToken);

    public Task<byte[]> ReadPhysicalAsync(StoragePath path, CancellationToken cancellationToken) => Bucket.GetAsync(path.Value, cancellationToken);

    public Task WritePhysicalAsync(StoragePath path, byte[] content, CancellationToken cancellationToken) => Bucket.PutAsync(path.Value, content, cancellationToken);

    public override async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        if (_bucket is not null)
        {
            await _bucket.DeleteAsync(KeepsVersions, CancellationToken.None);
            _bucket.Dispose();
        }

        GC.SuppressFinalize(this);
    }

    // The servers are started with a smaller least part than they have by default; all else is the profile that users take.
    private static S3Profile WithSmallParts(S3Profile profile)
    {
        S3Profile small = new() { Name = profile.Name };
        foreach (PropertyInfo property in typeof(S3Profile).GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            property.SetValue(small, property.Name == nameof(S3Profile.MinPartSize) ? 64L << 10 : property.GetValue(profile));
        }

        return small;
    }
}
