using System.Buffers;
using Orbit.Storage.Smb.Connection;
using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb.Session;

/// <summary>A file or directory that is open. Its requests may be under way at once. Whoever has it closes it.</summary>
internal sealed class SmbFile(SmbShare share, FileId id, FileDescription description)
{
    // What servers mean by taking less than they were sent.
    private const uint DiskFull = 0xC000007F;

    private int _isClosed;

    public SmbShare Share => share;

    public FileId Id => id;

    /// <summary>The file as it was when it was opened.</summary>
    public FileDescription Description => description;

    /// <summary>Reads once.</summary>
    /// <param name="offset">The first byte.</param>
    /// <param name="count">How many at most; up to <see cref="SmbShare.ReadSize"/>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The answer, to be disposed, and the bytes in it; none at the end of the file.</returns>
    public async ValueTask<ReadChunk> ReadAsync(long offset, int count, CancellationToken cancellationToken)
    {
        ReadRequest request = new() { File = id, Offset = (ulong)offset, Count = count };
        SmbReply reply = await share.Connection.CallAsync(request, share.Target(), cancellationToken).ConfigureAwait(false);
        return ReadChunk.Of(reply, count);
    }

    /// <summary>Writes, in as many requests as it takes, all under way at once.</summary>
    /// <param name="offset">The first byte.</param>
    /// <param name="content">The bytes; not touched any more when the call has ended.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="SmbStatusException">The server refuses one of them; others may have been written.</exception>
    public async Task WriteAsync(long offset, ReadOnlySequence<byte> content, CancellationToken cancellationToken)
    {
        List<PendingWrite> sent = [];
        try
        {
            while (!content.IsEmpty)
            {
                int count = (int)Math.Min(content.Length, share.WriteSize);
                sent.Add(new PendingWrite(await SendAsync(offset, content.Slice(0, count), cancellationToken).ConfigureAwait(false), count));
                content = content.Slice(count);
                offset += count;
            }

            foreach (PendingWrite write in sent)
            {
                using SmbReply reply = await share.Connection.WaitAsync(write.Request, cancellationToken).ConfigureAwait(false);
                CheckWritten(reply, write.Count);
            }
        }
        catch
        {
            foreach (PendingWrite write in sent)
            {
                share.Connection.Abandon(write.Request);
            }

            throw;
        }
    }

    /// <summary>Looks whether the server took all that it was sent.</summary>
    /// <exception cref="SmbStatusException">It did not.</exception>
    public static void CheckWritten(SmbReply reply, long count)
    {
        if (WriteResponse.Read(reply.Checked().Message).Count != (ulong)count)
        {
            throw new SmbStatusException(DiskFull, SmbCommand.Write);
        }
    }

    /// <summary>Has the server bring what it has to stable storage.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken) =>
        (await share.CallAsync(new FlushRequest { File = id }, cancellationToken).ConfigureAwait(false)).Dispose();

    /// <summary>Asks how the file is now.</summary>
    public async Task<FileDescription> DescribeAsync(CancellationToken cancellationToken)
    {
        using SmbReply reply = await share.CallAsync(new QueryInfoRequest { File = id, Class = NetworkOpenInformation.Class, MaxLength = NetworkOpenInformation.Length }, cancellationToken).ConfigureAwait(false);
        BufferResponse data = BufferResponse.Read(reply.Message);
        return NetworkOpenInformation.Read(reply.Message.Slice(data.Offset, data.Length));
    }

    /// <summary>Changes what is known of the file.</summary>
    public async Task SetAsync<TInformation>(TInformation information, CancellationToken cancellationToken)
        where TInformation : struct, IFileInformation =>
        (await share.CallAsync(new SetInfoRequest<TInformation> { File = id, Information = information }, cancellationToken).ConfigureAwait(false)).Dispose();

    /// <summary>Renames the file and closes it, in one round trip; it is closed also where it could not be renamed.</summary>
    /// <param name="target">The new name.</param>
    /// <param name="replace">Whether a file of that name is replaced.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The file as it was when it was closed.</returns>
    /// <exception cref="SmbStatusException">Of <see cref="SmbCommand.SetInfo"/>: it has its old name.</exception>
    public async Task<FileDescription> RenameAndCloseAsync(string target, bool replace, CancellationToken cancellationToken)
    {
        SetInfoRequest<RenameInformation> rename = new() { File = id, Information = new RenameInformation { Path = target, Replace = replace } };
        CloseRequest close = new() { File = FileId.OfCompound, Describe = true };
        RequestTarget way = share.Target();
        using RequestFrame frame = new(share.Connection.Pool, share.Connection.Credits, RequestFrame.SizeOf(rename) + RequestFrame.SizeOf(close)) { IsSealed = way.IsSealed };
        frame.Add(rename, way.SessionId, way.TreeId);
        frame.Add(close, way.SessionId, way.TreeId, isRelated: true);
        await share.Connection.SendAsync(frame, cancellationToken).ConfigureAwait(false);
        _isClosed = 1;
        try
        {
            using SmbReply renamed = await share.Connection.WaitAsync(frame[0], cancellationToken).ConfigureAwait(false);
            using SmbReply closed = await share.Connection.WaitAsync(frame[1], cancellationToken).ConfigureAwait(false);
            renamed.Checked();
            return CloseResponse.Read(closed.Checked().Message).Description;
        }
        catch
        {
            share.Connection.Abandon(frame[0], askServer: false);
            share.Connection.Abandon(frame[1], askServer: false);
            throw;
        }
    }

    /// <summary>Closes it, once.</summary>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _isClosed, 1) == 0)
        {
            (await share.CallAsync(new CloseRequest { File = id }, cancellationToken).ConfigureAwait(false)).Dispose();
        }
    }

    /// <summary>Closes it, once, without waiting for the answer.</summary>
    public void CloseSoon()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) == 0)
        {
            CloseSoon(share, id);
        }
    }

    /// <summary>Closes a file without waiting for the answer.</summary>
    public static void CloseSoon(SmbShare share, FileId file) => share.Closings.Add(CloseQuietlyAsync(share, file));

    private async ValueTask<PendingRequest> SendAsync(long offset, ReadOnlySequence<byte> content, CancellationToken cancellationToken)
    {
        WriteRequest request = new() { File = id, Offset = (ulong)offset, Content = content };
        if (content.Length <= CreditWindow.BytesPerCredit)
        {
            return await share.Connection.SendAsync(request, share.Target(), cancellationToken).ConfigureAwait(false);
        }

        await share.LargeSends.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await share.Connection.SendAsync(request, share.Target(), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            share.LargeSends.Release();
        }
    }

    /// <summary>Closes a file.</summary>
    /// <returns>Ends when the server has closed it, or the connection is lost; never fails.</returns>
    internal static async Task CloseQuietlyAsync(SmbShare share, FileId file)
    {
        try
        {
            using SmbReply reply = await share.Connection.CallAsync(new CloseRequest { File = file }, share.Target(isUrgent: true), CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is ConnectionLostException or CreditShortageException)
        {
            // The server closes the files of a connection that ends.
        }
    }

    private readonly record struct PendingWrite(PendingRequest Request, int Count);
}
