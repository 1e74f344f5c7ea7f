using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Orbit.Storage.S3.Double.Operations;
using Orbit.Storage.S3.Double.Storage;
using Orbit.Storage.S3.Double.Wire;

namespace Orbit.Storage.S3.Double;

/// <summary>
/// An S3 endpoint in this process, over http and https on the loopback address, path style. It is stricter than real ones, so that it hides no
/// fault of a client: signatures, hashes, checksums, lengths and part lists are all checked. And it fails on demand (<see cref="Faults"/>).
/// </summary>
public sealed class S3Double : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly DoubleCertificate _certificate = new();
    private readonly SignatureVerifier _verifier;
    private readonly ConcurrentDictionary<string, Bucket> _buckets = new(StringComparer.Ordinal);

    private S3Double(S3DoubleOptions options)
    {
        Options = options;
        _verifier = new SignatureVerifier(options);
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrel(kestrel => Configure(kestrel, options));
        _application = builder.Build();
        _application.Run(HandleAsync);
    }

    public S3DoubleOptions Options { get; }

    public Uri Http { get; private set; } = null!;

    public Uri Https { get; private set; } = null!;

    /// <summary>The authority that issued the certificate of <see cref="Https"/>, as PEM.</summary>
    public string CertificateAuthorityFile => _certificate.AuthorityFile;

    public FaultScript Faults { get; } = new();

    public RequestLog Requests { get; } = new();

    /// <summary>The code with which DeleteObjects refuses a key; null where it does not.</summary>
    public Func<string, string?> DeleteFault { get; set; } = _ => null;

    /// <summary>Starts an endpoint.</summary>
    /// <param name="options">How it behaves. Default: strictly.</param>
    public static async Task<S3Double> StartAsync(S3DoubleOptions? options = null)
    {
        S3Double started = new(options ?? new S3DoubleOptions());
        await started._application.StartAsync();
        IServer server = started._application.Services.GetRequiredService<IServer>();
        foreach (Uri address in server.Features.Get<IServerAddressesFeature>()!.Addresses.Select(address => new Uri(address)))
        {
            if (address.Scheme == "https")
            {
                started.Https = address;
            }
            else
            {
                started.Http = address;
            }
        }

        return started;
    }

    /// <summary>Makes a bucket.</summary>
    public void CreateBucket(string name, BucketOptions? options = null)
    {
        options ??= new BucketOptions();
        _buckets[name] = new Bucket(name, options) { IsVersioned = options.IsVersioned };
    }

    /// <summary>The keys of a bucket, in order.</summary>
    public IReadOnlyList<string> KeysOf(string bucket)
    {
        IKeySpace keys = FindBucket(bucket).Keys;
        return [.. Enumerable.Range(0, checked((int)keys.Count)).Select(index => keys.KeyAt(index))];
    }

    /// <summary>How many uploads of a bucket are neither completed nor aborted.</summary>
    public int OpenUploadsOf(string bucket) => FindBucket(bucket).Uploads.Count;

    /// <summary>The length of an object, or null where there is none.</summary>
    public long? LengthOf(string bucket, string key) => FindBucket(bucket).Find(key) is { IsDeleteMarker: false } found ? found.Content.Length : null;

    /// <summary>The entity tag of an object, or null where there is none.</summary>
    public string? ETagOf(string bucket, string key) => FindBucket(bucket).Find(key) is { IsDeleteMarker: false } found ? found.ETag : null;

    /// <summary>The lengths of the parts of an object.</summary>
    public IReadOnlyList<long> PartLengthsOf(string bucket, string key) => FindBucket(bucket).Find(key)!.PartLengths;

    /// <summary>The checksum that an object was stored with.</summary>
    public uint? ChecksumOf(string bucket, string key) => FindBucket(bucket).Find(key)!.Checksum;

    /// <summary>Puts an object into a bucket without a request: behind a client's back. Its headers come with it as they are.</summary>
    public void Put(string bucket, string key, byte[] content, bool withChecksum = false, IReadOnlyDictionary<string, string>? headers = null)
    {
        using BodyDigest digest = new(content.ToArray(), wantsCrc32: true);
        digest.WantMd5();
        digest.Append(content);
        digest.Finish();
        FindBucket(bucket).Put(
            new StoredObject
            {
                Key = key,
                Content = new Content.StoredBytes(digest.Kept!),
                ETag = $"\"{Convert.ToHexStringLower(digest.Md5)}\"",
                LastModified = DateTimeOffset.UtcNow,
                Headers = headers ?? new Dictionary<string, string>(),
                Checksum = withChecksum ? digest.Crc32 : null,
            },
            _ => { });
    }

    /// <summary>Puts an object of any length into a bucket, whose bytes are the <see cref="Content.Pattern"/>.</summary>
    public void PutPattern(string bucket, string key, long length, ulong seed = 1, bool withChecksum = false) => FindBucket(bucket).Put(
        new StoredObject
        {
            Key = key,
            Content = new Content.PatternContent(length, seed),
            ETag = $"\"{length:x16}{seed:x16}-1\"",
            LastModified = DateTimeOffset.UtcNow,
            Checksum = withChecksum ? Content.Pattern.Checksum(length, seed) : null,
        },
        _ => { });

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        using CancellationTokenSource now = new(TimeSpan.Zero);
        await _application.StopAsync(now.Token);
        await _application.DisposeAsync();
        _certificate.Dispose();
    }

    private void Configure(KestrelServerOptions kestrel, S3DoubleOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Limits.MaxRequestLineSize = 64 * 1024;
        kestrel.Limits.MaxRequestHeadersTotalSize = 64 * 1024;
        kestrel.RequestHeaderEncodingSelector = _ => System.Text.Encoding.UTF8;
        kestrel.Listen(IPAddress.Loopback, options.Ports.Http, listen => listen.Protocols = HttpProtocols.Http1);
        kestrel.Listen(IPAddress.Loopback, options.Ports.Https, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.UseHttps(_certificate.Server);
        });
    }

    private async Task HandleAsync(HttpContext context)
    {
        RawTarget target = new(context.Features.Get<IHttpRequestFeature>()!.RawTarget);
        string[] place = target.Path.Length > 1 ? target.Path[1..].Split('/', 2) : [];
        (string bucket, string key) = (place.ElementAtOrDefault(0) ?? "", place.ElementAtOrDefault(1) ?? "");
        S3Call call = new(Requests.NextNumber(), OperationName.Of(context.Request, target, bucket, key), bucket, key, context, target);
        Fault fault = Faults.Take(call) ?? new Fault();
        S3Exchange exchange = new(context, call, target, fault, Options);
        context.Response.Headers["x-amz-request-id"] = call.Number.ToString("X16", CultureInfo.InvariantCulture);
        Requests.Add(call);
        try
        {
            await AnswerAsync(exchange);
        }
        catch (S3Failure failure) when (!context.Response.HasStarted)
        {
            await exchange.AnswerAsync(failure);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client left, or the script dropped it: nobody is there to be answered.
            context.Abort();
        }
    }

    private async Task AnswerAsync(S3Exchange exchange)
    {
        Fault fault = exchange.Fault;
        await Task.Delay(fault.Delay, exchange.Aborted);
        await (fault.Gate?.WaitAsync(exchange.Aborted) ?? Task.CompletedTask);
        await (fault.Meanwhile?.Invoke() ?? Task.CompletedTask);
        exchange.PayloadHash = _verifier.Verify(exchange.Request, new RawTarget(exchange.Context.Features.Get<IHttpRequestFeature>()!.RawTarget), _buckets.GetValueOrDefault(exchange.Call.Bucket)?.Options.IsPublic == true);
        if (exchange.PayloadHash is "UNSIGNED-PAYLOAD" && !exchange.Request.IsHttps && exchange.Request.ContentLength > 0 && exchange.Header("Authorization") is not null)
        {
            throw S3Failure.BadRequest("InvalidRequest", "An unsigned payload needs https.");
        }

        if (fault.Status is { } status)
        {
            if (!fault.BeforeBody)
            {
                await exchange.Request.Body.CopyToAsync(Stream.Null, exchange.Aborted);
            }

            throw new S3Failure(status, fault.Code, "So the script says.");
        }

        if (fault.ErrorInside200)
        {
            await exchange.Request.Body.CopyToAsync(Stream.Null, exchange.Aborted);
            await exchange.AnswerInside200Async(new S3Failure(HttpStatusCode.OK, fault.Code, "So the script says."));
            return;
        }

        await DispatchAsync(exchange);
    }

    private Task DispatchAsync(S3Exchange exchange)
    {
        string operation = exchange.Call.Operation;
        if (operation == "ListBuckets")
        {
            return BucketCalls.ListAsync(exchange, _buckets.Values);
        }

        if (operation == "CreateBucket")
        {
            _buckets.TryAdd(exchange.Call.Bucket, new Bucket(exchange.Call.Bucket, new BucketOptions()));
            return exchange.AnswerAsync();
        }

        Bucket bucket = FindBucket(exchange.Call.Bucket);
        return operation switch
        {
            "HeadBucket" => exchange.AnswerAsync(),
            "DeleteBucket" => DeleteBucketAsync(exchange, bucket),
            "GetBucketLocation" => BucketCalls.LocateAsync(exchange),
            "GetBucketVersioning" => BucketCalls.GetVersioningAsync(exchange, bucket),
            "PutBucketVersioning" => BucketCalls.PutVersioningAsync(exchange, bucket),
            "ListObjectsV2" or "ListObjects" => Listings.ListAsync(exchange, bucket),
            "ListObjectVersions" => VersionListing.ListAsync(exchange, bucket),
            "ListMultipartUploads" => Uploads.ListAsync(exchange, bucket),
            "DeleteObjects" => Deletes.DeleteAsync(exchange, bucket, DeleteFault),
            "GetObject" or "HeadObject" => ObjectReads.GetAsync(exchange, bucket),
            "PutObject" => ObjectWrites.PutAsync(exchange, bucket),
            "DeleteObject" => ObjectWrites.DeleteAsync(exchange, bucket),
            "CopyObject" => Copies.CopyAsync(exchange, bucket, FindBucket),
            "GetObjectTagging" => BucketCalls.GetTagsAsync(exchange, bucket),
            "PutObjectTagging" => BucketCalls.PutTagsAsync(exchange, bucket),
            "CreateMultipartUpload" => Uploads.CreateAsync(exchange, bucket),
            "UploadPart" => Uploads.UploadPartAsync(exchange, bucket),
            "UploadPartCopy" => Copies.CopyPartAsync(exchange, bucket, FindBucket),
            "ListParts" => Uploads.ListPartsAsync(exchange, bucket),
            "CompleteMultipartUpload" => Completion.CompleteAsync(exchange, bucket),
            "AbortMultipartUpload" => Uploads.AbortAsync(exchange, bucket),
            _ => throw new S3Failure(HttpStatusCode.NotImplemented, "NotImplemented", $"{exchange.Request.Method} {exchange.Request.QueryString} is not implemented here."),
        };
    }

    private Task DeleteBucketAsync(S3Exchange exchange, Bucket bucket)
    {
        if (bucket.Versions.Count > 0)
        {
            throw new S3Failure(HttpStatusCode.Conflict, "BucketNotEmpty", "The bucket you tried to delete is not empty");
        }

        _buckets.TryRemove(bucket.Name, out _);
        return exchange.AnswerAsync(HttpStatusCode.NoContent);
    }

    private Bucket FindBucket(string name) => _buckets.TryGetValue(name, out Bucket? bucket) ? bucket : throw S3Failure.NotFound("NoSuchBucket", "The specified bucket does not exist");
}
