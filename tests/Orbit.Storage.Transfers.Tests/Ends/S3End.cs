using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Orbit.Storage.S3;
using Orbit.Storage.Transfers.Tests.Trees;

namespace Orbit.Storage.Transfers.Tests.Ends;

/// <summary>A bucket of its own, looked at by the bare SDK, which counts and checks nothing of what the backend does.</summary>
internal sealed class S3End : TreeEnd
{
    private const int Lanes = 8;
    private readonly AmazonS3Client _client;
    private readonly string _bucket;
    private readonly bool _isDouble;
    private readonly S3Backend _backend;

    private S3End(S3EndServer server, string bucket, Uri? endpoint, Action<S3BackendOptions>? configure)
        : base(EndKind.S3)
    {
        _bucket = bucket;
        _isDouble = server.MakeBucket is not null;
        _client = new AmazonS3Client(server.AccessKey, server.SecretKey, new AmazonS3Config
        {
            ServiceURL = server.Endpoint.ToString(),
            ForcePathStyle = true,
            AuthenticationRegion = "us-east-1",
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        });
        S3BackendOptions options = new() { Bucket = bucket, Endpoint = endpoint ?? server.Endpoint, AccessKey = server.AccessKey, SecretKey = server.SecretKey, Store = server.Profile };
        configure?.Invoke(options);
        _backend = new S3Backend(options);
    }

    public override IStorageBackend Backend => _backend;

    public string Bucket => _bucket;

    /// <summary>A bucket on the gateway that the test script has started.</summary>
    public static Task<S3End> CreateAsync(CancellationToken cancellationToken) => CreateAsync(S3EndServer.Ceph(), null, null, cancellationToken);

    /// <summary>A bucket on a server.</summary>
    /// <param name="server">The server.</param>
    /// <param name="endpoint">Another address that leads the backend there. Default: null, the server's own.</param>
    /// <param name="configure">What else is to be set. Default: nothing.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public static async Task<S3End> CreateAsync(S3EndServer server, Uri? endpoint, Action<S3BackendOptions>? configure, CancellationToken cancellationToken)
    {
        S3End end = new(server, $"orbit-{Guid.NewGuid():n}", endpoint, configure);
        if (server.MakeBucket is { } make)
        {
            make(end._bucket);
        }
        else
        {
            await end._client.PutBucketAsync(end._bucket, cancellationToken);
        }

        return end;
    }

    public override async Task FillAsync(GeneratedTree tree, CancellationToken cancellationToken)
    {
        IEnumerable<GeneratedFile> markers = tree.EmptyDirectories.Select(directory => new GeneratedFile(directory + "/", 0, 0));
        await Parallel.ForEachAsync(tree.Files.Concat(markers), new ParallelOptions { MaxDegreeOfParallelism = Lanes, CancellationToken = cancellationToken }, async (file, token) =>
        {
            await using Stream content = file.Open();
            await _client.PutObjectAsync(new PutObjectRequest { BucketName = _bucket, Key = file.Path, InputStream = content, AutoCloseStream = false }, token);
        });
    }

    public override async Task<TreeInventory> FindAsync(CancellationToken cancellationToken)
    {
        TreeInventory found = new();
        List<string> keys = await ListAsync(cancellationToken);
        found.Directories.UnionWith(keys.Where(key => key.EndsWith('/')).Select(key => key[..^1]));
        await Parallel.ForEachAsync(keys.Where(key => !key.EndsWith('/')), new ParallelOptions { MaxDegreeOfParallelism = Lanes, CancellationToken = cancellationToken }, async (key, token) =>
        {
            using GetObjectResponse response = await _client.GetObjectAsync(_bucket, key, token);
            await found.AddAsync(key, response.ResponseStream, null, token);
        });
        ListMultipartUploadsResponse uploads = await _client.ListMultipartUploadsAsync(_bucket, cancellationToken);
        found.OpenUploads.AddRange((uploads.MultipartUploads ?? []).Select(upload => upload.Key));
        return found;
    }

    public override async ValueTask DisposeAsync()
    {
        await _backend.DisposeAsync();
        if (!_isDouble)
        {
            await RemoveBucketAsync();
        }

        _client.Dispose();
    }

    private async Task RemoveBucketAsync()
    {
        ListMultipartUploadsResponse uploads = await _client.ListMultipartUploadsAsync(_bucket);
        foreach (MultipartUpload upload in uploads.MultipartUploads ?? [])
        {
            await _client.AbortMultipartUploadAsync(_bucket, upload.Key, upload.UploadId);
        }

        // The document of a bulk deletion cannot carry every key.
        ILookup<bool, string> keys = (await ListAsync(CancellationToken.None)).ToLookup(key => key.Any(char.IsControl));
        foreach (string[] some in keys[false].Chunk(1000))
        {
            await _client.DeleteObjectsAsync(new DeleteObjectsRequest { BucketName = _bucket, Objects = [.. some.Select(key => new KeyVersion { Key = key })] });
        }

        foreach (string key in keys[true])
        {
            await _client.DeleteObjectAsync(_bucket, key);
        }

        await _client.DeleteBucketAsync(_bucket);
    }

    private async Task<List<string>> ListAsync(CancellationToken cancellationToken)
    {
        List<string> keys = [];
        ListObjectsV2Request request = new() { BucketName = _bucket, Encoding = EncodingType.Url };
        do
        {
            ListObjectsV2Response page = await _client.ListObjectsV2Async(request, cancellationToken);

            // As it was asked for, and the SDK leaves it to its caller.
            keys.AddRange((page.S3Objects ?? []).Select(found => WebUtility.UrlDecode(found.Key)));
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (request.ContinuationToken is not null);

        return keys;
    }
}
