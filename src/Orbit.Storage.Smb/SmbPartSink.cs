using System.Buffers;
using Orbit.Storage.Smb.Session;
using Orbit.Storage.Smb.Wire;
using Orbit.Storage.Transport;
using WriteRequest = Orbit.Storage.Transport.WriteRequest;

namespace Orbit.Storage.Smb;

/// <summary>
/// Writes parts into a hidden sibling, and renames it: small content in two round trips. A connection that breaks in between ends a write of parts, since what the server has of them is not certain; content that is
/// whole at hand is written again. A later sink goes on with the sibling that an earlier one has left.
/// </summary>
internal sealed class SmbPartSink(SmbStore store, WriteRequest request) : IResumableSink, IReadBackSink
{
    private readonly SmbTemporary _temporary = new(store, request.Path, request.Options.CreateParents, isReadable: request.Options.Resume is not null || request.Options.ReadBack);
    private SmbFile? _file;

    // Content that is known to be small is better sent than looked for a place first.
    private const long WorthLooking = 1 << 20;

    public async Task<WriteResult> WriteWholeAsync(PartContent content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        _file?.CloseSoon();
        bool fits = content.TryGetMemory(out ReadOnlySequence<byte> bytes) && bytes.Length <= CompoundLimit;
        bool isDurableAlready = fits && request.Options.Durable;
        _file = await _temporary.CreateAsync(fits ? bytes : default, isDurableAlready, cancellationToken).ConfigureAwait(false);
        if (!fits)
        {
            await WriteAsync(_file, content, cancellationToken).ConfigureAwait(false);
        }

        return await PublishAsync(_file, content.Length, request.Options.Durable && !isDurableAlready, cancellationToken).ConfigureAwait(false);
    }

    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        _file?.CloseSoon();
        bool looks = (request.Length ?? WorthLooking) >= WorthLooking;
        Task looking = looks ? LookAsync(cancellationToken) : Task.CompletedTask;
        try
        {
            _file = await _temporary.CreateAsync(default, false, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // Whether the name can be had at all says more than why no file could be made beside it.
            await looking.ConfigureAwait(false);
        }
    }

    public string ResumeToken => _temporary.Token;

    public async Task<IReadOnlyList<PartReceipt>?> ResumeAsync(string token, CancellationToken cancellationToken)
    {
        if (!TemporaryName.IsMatch(token))
        {
            return null;
        }

        await LookAsync(cancellationToken).ConfigureAwait(false);
        _file = await _temporary.TryAdoptAsync(token, cancellationToken).ConfigureAwait(false);
        return _file is null ? null : [];
    }

    public Task DiscardAsync(string token, CancellationToken cancellationToken) => TemporaryName.IsMatch(token) ? _temporary.DiscardAsync(token, cancellationToken) : Task.CompletedTask;

    public Task<IRangeBody> ReadBackAsync(ByteSpan span, CancellationToken cancellationToken) => Task.FromResult<IRangeBody>(new SmbStoredBody(_file!, span));

    public async Task<PartReceipt?> WritePartAsync(PartContent part, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(part);
        try
        {
            await WriteAsync(_file!, part, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception lost) when (SmbErrors.IsLost(lost) || (lost is SmbStatusException closed && SmbClient.IsForgotten(closed.Status)))
        {
            throw await RenewAsync(lost, cancellationToken).ConfigureAwait(false);
        }

        return null;
    }

    public async Task<WriteResult> CompleteAsync(IReadOnlyList<PartReceipt> parts, long length, CancellationToken cancellationToken)
    {
        await _temporary.FitAsync(_file!, length, cancellationToken).ConfigureAwait(false);
        return await PublishAsync(_file!, length, request.Options.Durable, cancellationToken).ConfigureAwait(false);
    }

    public async Task AbortAsync(CancellationToken cancellationToken)
    {
        _file?.CloseSoon();
        await _temporary.RemoveAsync(cancellationToken).ConfigureAwait(false);
    }

    public ValueTask DisposeAsync()
    {
        _file?.CloseSoon();
        _temporary.Forget();
        return default;
    }

    private const int CompoundLimit = 256 * 1024;

    // Refused before the content is sent rather than after.
    private async Task LookAsync(CancellationToken cancellationToken)
    {
        FileDescription? there = await store.RunAsync(SmbCalls.TryDescribeAsync, _temporary.Target, cancellationToken).ConfigureAwait(false);
        if (there is { IsDirectory: true })
        {
            throw SmbErrors.IsADirectory();
        }

        if (there is not null && !request.Options.Overwrite)
        {
            throw SmbErrors.AlreadyExists();
        }
    }

    private async Task<WriteResult> PublishAsync(SmbFile file, long length, bool flush, CancellationToken cancellationToken)
    {
        if (request.Options.LastModified is { } time)
        {
            await file.SetAsync(new BasicInformation { LastModified = SmbDescriber.ToWire(time) }, cancellationToken).ConfigureAwait(false);
        }

        if (flush)
        {
            await file.FlushAsync(cancellationToken).ConfigureAwait(false);
        }

        FileDescription published = await _temporary.PublishAsync(file, request.Options.Overwrite, cancellationToken).ConfigureAwait(false);
        if (request.Options.Durable)
        {
            await SmbCalls.FlushDirectoryAsync(file.Share, _temporary.Directory, cancellationToken).ConfigureAwait(false);
        }

        await _temporary.RemoveLeftAsync(cancellationToken).ConfigureAwait(false);
        return new WriteResult(request.Path, length) { LastModified = SmbDescriber.TimeOf(published.LastModified) };
    }

    private static async Task WriteAsync(SmbFile file, PartContent part, CancellationToken cancellationToken)
    {
        if (part.TryGetMemory(out ReadOnlySequence<byte> bytes))
        {
            await file.WriteAsync(part.Offset, bytes, cancellationToken).ConfigureAwait(false);
            return;
        }

        byte[] buffer = ArrayPool<byte>.Shared.Rent(file.Share.WriteSize);
        try
        {
            Stream source = part.OpenStream();
            await using (source.ConfigureAwait(false))
            {
                for (long done = 0; done < part.Length;)
                {
                    int count = await source.ReadAtLeastAsync(buffer, (int)Math.Min(buffer.Length, part.Length - done), throwOnEndOfStream: true, cancellationToken).ConfigureAwait(false);
                    await file.WriteAsync(part.Offset + done, new ReadOnlySequence<byte>(buffer, 0, count), cancellationToken).ConfigureAwait(false);
                    done += count;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // A logon that has expired is renewed, and the file is open still; a connection that is gone takes it along.
    private async Task<Exception> RenewAsync(Exception lost, CancellationToken cancellationToken)
    {
        if (lost is SmbStatusException { Status: NtStatus.NetworkSessionExpired } expired)
        {
            await store.Client.ReviveAsync(_file!.Share, expired, cancellationToken).ConfigureAwait(false);
            return expired;
        }

        return SmbErrors.UploadBroken(lost);
    }
}
