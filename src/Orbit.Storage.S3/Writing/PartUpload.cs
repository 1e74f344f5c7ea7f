using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using Orbit.Storage.Transport;

namespace Orbit.Storage.S3.Writing;

/// <summary>One multipart upload, from its creation to its end.</summary>
internal sealed class PartUpload(UploadRequests requests)
{
    // Who cancels while an upload is created waits so long for its id: without it, the upload may come to be after it was looked for.
    private static readonly TimeSpan AnswerGrace = TimeSpan.FromSeconds(1);

    private readonly IAmazonS3 _client = requests.Store.Client;
    private string? _id;
    private bool _isCreated;
    private DateTimeOffset? _lostFrom;
    private DateTimeOffset _lostUntil;
    private bool _hasBrokenParts;

    /// <summary>Creates it. A failure may leave one behind whose id never came; aborting looks for it.</summary>
    public Task BeginAsync(CancellationToken cancellationToken) => BeginAsync(requests.Create(), cancellationToken);

    /// <summary>Creates it as described.</summary>
    public async Task BeginAsync(InitiateMultipartUploadRequest create, CancellationToken cancellationToken)
    {
        if (_isCreated)
        {
            // By a try that was given up, whose answer came all the same.
            return;
        }

        DateTimeOffset sentAt = requests.Store.Time.GetUtcNow();
        try
        {
            using CancellationTokenSource patience = new(Timeout.InfiniteTimeSpan, requests.Store.Time);
            using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(static state => ((CancellationTokenSource)state!).CancelAfter(AnswerGrace), patience);
            InitiateMultipartUploadResponse answer = await _client.InitiateMultipartUploadAsync(create, patience.Token).ConfigureAwait(false);
            _id = string.IsNullOrEmpty(answer.UploadId)
                ? throw new StorageException(StorageErrorKind.Network, "the store's answer names no multipart upload.")
                : answer.UploadId;
            _isCreated = true;
            cancellationToken.ThrowIfCancellationRequested();
        }
        catch (Exception failure)
        {
            if (requests.Store.Profile.LateSegments && failure is AmazonS3Exception { ErrorCode: "NoSuchBucket" } missing)
            {
                throw new StorageException(
                    new StorageFault(StorageErrorKind.ContainerNotFound, "the bucket, or the store's own one for its parts, does not exist; create it, or name another.") { IsTransient = true, ServerCode = missing.ErrorCode },
                    missing);
            }

            // What the store refuses, it has not made.
            if (!_isCreated && failure is not AmazonS3Exception { StatusCode: >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError })
            {
                _lostFrom ??= sentAt;
                _lostUntil = requests.Store.Time.GetUtcNow();
            }

            throw;
        }
    }

    /// <summary>Stores one part.</summary>
    /// <returns>What publishing needs of it.</returns>
    public async Task<PartReceipt> WriteAsync(int index, PartContent part, CancellationToken cancellationToken)
    {
        Stream body = part.OpenStream();
        await using (body.ConfigureAwait(false))
        {
            try
            {
                UploadPartResponse answer = await _client.UploadPartAsync(requests.Part(Id, index + 1, part, body), cancellationToken).ConfigureAwait(false);
                return new PartReceipt(index, part.Length) { ETag = S3ResumedParts.Tag(answer.ETag), Crc32 = part.Crc32 };
            }
            catch (AmazonS3Exception answer) when (UploadFailures.OfStoring(answer) is { } fault)
            {
                throw new StorageException(fault, answer);
            }
            catch
            {
                _hasBrokenParts = true;
                throw;
            }
        }
    }

    /// <summary>Makes some bytes of an object in the store a part.</summary>
    public async Task<PartReceipt> CopyAsync(CopyPartRequest copy, int index, CancellationToken cancellationToken)
    {
        copy.UploadId = Id;
        try
        {
            CopyPartResponse answer = await _client.CopyPartAsync(copy, cancellationToken).ConfigureAwait(false);
            return string.IsNullOrEmpty(answer.ETag)
                ? throw new StorageException(StorageErrorKind.Network, "the store's answer to the copy of a part is no result.")
                : new PartReceipt(index, copy.LastByte!.Value - copy.FirstByte!.Value + 1) { ETag = answer.ETag, Crc32 = WireChecksum.Read(answer.ChecksumCRC32) };
        }
        catch (AmazonS3Exception answer) when (answer.StatusCode == HttpStatusCode.PreconditionFailed)
        {
            throw CopySource.Changed(answer);
        }
        catch (AmazonS3Exception answer) when (UploadFailures.OfStoring(answer) is { } fault)
        {
            throw new StorageException(fault, answer);
        }
        catch
        {
            _hasBrokenParts = true;
            throw;
        }
    }

    /// <summary>What a journal keeps of it.</summary>
    public string Token => requests.Token(Id).ToString();

    /// <summary>Takes up an upload that another process created.</summary>
    /// <returns>Its parts, or null where it is gone, or was created for another object or with other options.</returns>
    public async Task<IReadOnlyList<PartReceipt>?> ResumeAsync(string token, CancellationToken cancellationToken)
    {
        if (S3ResumeToken.TryParse(token) is not { } earlier || !earlier.IsOfThatWrite(requests.Token(earlier.UploadId)))
        {
            return null;
        }

        IReadOnlyList<PartReceipt>? parts = await S3ResumedParts.ListAsync(requests, earlier.UploadId, cancellationToken).ConfigureAwait(false);
        _id = parts is null ? null : earlier.UploadId;
        return parts;
    }

    /// <summary>Removes an upload that another process created for this object.</summary>
    public Task DiscardAsync(string token, CancellationToken cancellationToken) =>
        S3ResumeToken.TryParse(token) is { } earlier && earlier.IsOfThatObject(requests.Token(earlier.UploadId)) ? AbortAsync(earlier.UploadId, cancellationToken) : Task.CompletedTask;

    /// <summary>Publishes the parts as one object.</summary>
    public Task<PublishedObject> CompleteAsync(UploadedParts parts, CancellationToken cancellationToken) =>
        new Completion(requests, Id, parts).RunAsync(cancellationToken);

    /// <summary>Removes what was stored.</summary>
    public async Task AbortAsync(CancellationToken cancellationToken)
    {
        if (_id is { } id)
        {
            await AbortAsync(id, cancellationToken).ConfigureAwait(false);
        }

        await ForgetLostAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Removes uploads whose creation was not answered; no request where there was none. Also after a good end.</summary>
    public async Task ForgetLostAsync(CancellationToken cancellationToken)
    {
        if (_lostFrom is { } from)
        {
            await new LostUploads(requests, _id).AbortAsync(from, _lostUntil, cancellationToken).ConfigureAwait(false);
            _lostFrom = null;
        }
    }

    private string Id => _id ?? throw new InvalidOperationException("The upload was not begun.");

    private async Task AbortAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            await _client.AbortMultipartUploadAsync(requests.Abort(id), cancellationToken).ConfigureAwait(false);

            // A part that was still on its way may arrive behind the abort and be kept (API reference, AbortMultipartUpload).
            if (_hasBrokenParts && await UploadListing.HasPartsAsync(requests, id, cancellationToken).ConfigureAwait(false))
            {
                await _client.AbortMultipartUploadAsync(requests.Abort(id), cancellationToken).ConfigureAwait(false);
            }
        }
        catch (AmazonS3Exception answer) when (answer.StatusCode == HttpStatusCode.NotFound)
        {
            // It is gone, which is what was wanted.
        }
    }
}
