using Amazon.S3;
using Amazon.S3.Model;
using Orbit.Storage.Transport;

namespace Orbit.Storage.S3.Writing;

/// <summary>Small parts that become one: a temporary object of their own, copied into the upload as one part, and deleted.</summary>
internal sealed class PartGroup : IDisposable
{
    private readonly UploadRequests _requests;
    private readonly PartUpload _upload;
    private readonly PartReceipt?[] _receipts;
    private readonly SemaphoreSlim _beginning = new(1, 1);
    private bool _isBegun;
    private bool _isJoining;
    private bool _isGone;
    private string? _versionId;
    private int _stored;

    public PartGroup(UploadRequests whole, int size)
    {
        _requests = whole.ForTemporary();
        _upload = new PartUpload(_requests);
        _receipts = new PartReceipt?[size];
    }

    /// <summary>Stores one of its parts.</summary>
    /// <returns>Whether it was the last that was missing.</returns>
    public async Task<bool> WriteAsync(int place, PartContent part, CancellationToken cancellationToken)
    {
        await BeginOnceAsync(cancellationToken).ConfigureAwait(false);
        PartReceipt receipt = await _upload.WriteAsync(place, part, cancellationToken).ConfigureAwait(false);
        lock (_receipts)
        {
            _stored += _receipts[place] is null ? 1 : 0;
            _receipts[place] = receipt;
            return _stored == _receipts.Length;
        }
    }

    /// <summary>Says that it is joined now. True once.</summary>
    public bool TryStartJoining()
    {
        lock (_receipts)
        {
            bool isFirst = !_isJoining;
            _isJoining = true;
            return isFirst;
        }
    }

    /// <summary>Makes its parts one part of the upload.</summary>
    /// <param name="upload">The upload.</param>
    /// <param name="whole">Its requests.</param>
    /// <param name="index">The part's place in it, from 0.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<PartReceipt> JoinAsync(PartUpload upload, UploadRequests whole, int index, CancellationToken cancellationToken)
    {
        S3Calls calls = whole.Store.Calls;
        UploadedParts parts = UploadedParts.Of(_requests, [.. _receipts.TakeWhile(static receipt => receipt is not null)!]);
        PublishedObject joined = await calls.RunAsync(
            static (call, token) => call._upload.CompleteAsync(call.parts, token), (_upload, parts), calls.Long, cancellationToken).ConfigureAwait(false);
        _versionId = joined.VersionId;
        CopyPartRequest copy = whole.PartFrom(_requests.Key, index + 1, parts.Length);
        PartReceipt receipt = await calls.RunAsync(
            static (call, token) => call.upload.CopyAsync(call.copy, call.index, token), (upload, copy, index), calls.Long, cancellationToken).ConfigureAwait(false);
        if (receipt.Crc32 is { } copied && parts.Crc32 is { } sent && copied != sent)
        {
            throw new StorageException(StorageErrorKind.ChecksumMismatch, "parts that were joined on the server do not have the checksum that they were sent with.");
        }

        await DeleteAsync(calls, cancellationToken).ConfigureAwait(false);
        await _upload.ForgetLostAsync(cancellationToken).ConfigureAwait(false);
        return new PartReceipt(index, parts.Length) { ETag = receipt.ETag, Crc32 = parts.Crc32 };
    }

    /// <summary>Removes what is left of it in the store.</summary>
    public async Task RemoveAsync(CancellationToken cancellationToken)
    {
        if (_isGone)
        {
            return;
        }

        await _upload.AbortAsync(cancellationToken).ConfigureAwait(false);
        if (_isJoining)
        {
            await DeleteAsync(_requests.Store.Calls, cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose() => _beginning.Dispose();

    private async Task BeginOnceAsync(CancellationToken cancellationToken)
    {
        await _beginning.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_isBegun)
            {
                await _upload.BeginAsync(cancellationToken).ConfigureAwait(false);
                _isBegun = true;
            }
        }
        finally
        {
            _beginning.Release();
        }
    }

    private async Task DeleteAsync(S3Calls calls, CancellationToken cancellationToken)
    {
        IAmazonS3 client = _requests.Store.Client;
        DeleteObjectRequest delete = new() { BucketName = _requests.Store.Bucket, Key = _requests.Key, VersionId = _versionId };
        await calls.RunAsync(static (call, token) => call.client.DeleteObjectAsync(call.delete, token), (client, delete), calls.Short, cancellationToken).ConfigureAwait(false);
        _isGone = true;
    }
}
