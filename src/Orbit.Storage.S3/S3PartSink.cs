using Amazon.S3;
using Amazon.S3.Model;
using Orbit.Storage.S3.Writing;
using Orbit.Storage.Transport;

namespace Orbit.Storage.S3;

/// <summary>Writes one object: a PUT where one part holds it all, else a multipart upload, whose later parts are joined on the server where that was asked for.</summary>
internal sealed class S3PartSink : IResumableSink
{
    // Tidying up behind a write that ended well is worth no more.
    private static readonly TimeSpan Tidying = TimeSpan.FromSeconds(5);

    private readonly S3Store _store;
    private readonly WriteRequest _request;
    private readonly UploadRequests _requests;
    private readonly PartUpload _upload;
    private readonly ComposedUpload? _composed;

    public S3PartSink(S3Store store, WriteRequest request)
    {
        _store = store;
        _request = request;
        _requests = UploadRequests.For(store, request);
        _upload = new PartUpload(_requests);
        _composed = ComposeShape.Fits(store, request.Options) ? new ComposedUpload(store, _requests, _upload) : null;
    }

    public async Task<WriteResult> WriteWholeAsync(PartContent content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        Stream body = content.OpenStream();
        await using (body.ConfigureAwait(false))
        {
            try
            {
                PutObjectResponse answer = await _store.Client.PutObjectAsync(_requests.Put(content, body), cancellationToken).ConfigureAwait(false);
                return new PublishedObject(S3ETag.Read(answer.ETag), answer.VersionId).ToResult(_request.Path, content.Length);
            }
            catch (AmazonS3Exception answer) when (UploadFailures.OfPublishing(answer, _request.Options, canRepeat: true) is { } fault)
            {
                throw new StorageException(fault, answer);
            }
        }
    }

    public Task BeginAsync(CancellationToken cancellationToken) => _upload.BeginAsync(cancellationToken);

    public async Task<PartReceipt?> WritePartAsync(PartContent part, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(part);
        if (_composed is not null)
        {
            await _composed.WriteAsync(part, cancellationToken).ConfigureAwait(false);
            return null;
        }

        return await _upload.WriteAsync(part.Index, part, cancellationToken).ConfigureAwait(false);
    }

    public async Task<WriteResult> CompleteAsync(IReadOnlyList<PartReceipt> parts, long length, CancellationToken cancellationToken)
    {
        PublishedObject published = _composed is null
            ? await _upload.CompleteAsync(UploadedParts.Of(_requests, parts), cancellationToken).ConfigureAwait(false)
            : await _composed.CompleteAsync(cancellationToken).ConfigureAwait(false);
        await ObjectTags.RestoreAsync(_store, _requests.Key, published.VersionId, _requests.Tags(), cancellationToken).ConfigureAwait(false);
        return published.ToResult(_request.Path, length);
    }

    public string ResumeToken => _upload.Token;

    public Task<IReadOnlyList<PartReceipt>?> ResumeAsync(string token, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(token);
        return _upload.ResumeAsync(token, cancellationToken);
    }

    public Task DiscardAsync(string token, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(token);
        return _upload.DiscardAsync(token, cancellationToken);
    }

    public async Task AbortAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (_composed is not null)
            {
                await _composed.AbortAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            await _upload.AbortAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_composed is not null)
        {
            await _composed.DisposeAsync().ConfigureAwait(false);
        }

        using CancellationTokenSource patience = new(Tidying, _store.Time);
        await _upload.ForgetLostAsync(patience.Token).ConfigureAwait(false);
    }
}
