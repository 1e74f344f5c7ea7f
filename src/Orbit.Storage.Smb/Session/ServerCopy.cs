using Orbit.Storage.Smb.Connection;
using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb.Session;

/// <summary>Copies between two files of a share without moving the bytes through this machine (MS-SMB2 section 3.2.4.20.2). A server that cannot says so with the first request.</summary>
/// <param name="source">Open for reading.</param>
/// <param name="target">Open for writing.</param>
internal sealed class ServerCopy(SmbFile source, SmbFile target)
{
    private const int KeyAnswerLength = 32;

    // What every server takes (MS-SMB2 section 3.3.5.15.6): 16 chunks of a megabyte.
    private int _chunk = 1 << 20;
    private int _total = 16 << 20;

    /// <exception cref="SmbStatusException">The server cannot, or it failed.</exception>
    public async Task RunAsync(long length, CancellationToken cancellationToken)
    {
        byte[] key = await AskForKeyAsync(cancellationToken).ConfigureAwait(false);
        bool hasShrunk = false;
        for (long done = 0; done < length;)
        {
            long count = Math.Min(_total, length - done);
            using SmbReply reply = await SendAsync(key, done, count, cancellationToken).ConfigureAwait(false);
            if (reply.Status == NtStatus.InvalidParameter && !hasShrunk && IoctlResponse.IsAt(reply.Message))
            {
                // It says what it takes at most.
                Shrink(CopyChunkResponse.Read(IoctlResponse.Read(reply.Message).Output));
                hasShrunk = true;
                continue;
            }

            uint copied = CopyChunkResponse.Read(IoctlResponse.Read(reply.Checked().Message).Output).TotalBytes;
            if (copied == 0 || copied > count)
            {
                throw new SmbProtocolException($"The server says that it copied {copied} of {count} bytes.");
            }

            done += copied;
        }
    }

    private async Task<byte[]> AskForKeyAsync(CancellationToken cancellationToken)
    {
        IoctlRequest request = new() { File = source.Id, Code = IoctlRequest.RequestResumeKey, MaxOutput = KeyAnswerLength };
        using SmbReply reply = await source.Share.CallAsync(request, cancellationToken).ConfigureAwait(false);
        ReadOnlySpan<byte> output = IoctlResponse.Read(reply.Message).Output;
        return output.Length >= CopyChunkRequest.KeyLength
            ? output[..CopyChunkRequest.KeyLength].ToArray()
            : throw new SmbProtocolException("The key to copy with is cut short.");
    }

    private ValueTask<SmbReply> SendAsync(byte[] key, long offset, long count, CancellationToken cancellationToken)
    {
        IoctlRequest request = new()
        {
            File = target.Id,
            Code = IoctlRequest.CopyChunkWrite,
            Input = CopyChunkRequest.Write(key, (ulong)offset, count, _chunk),
            MaxOutput = CopyChunkResponse.Length,
        };
        return target.Share.Connection.CallAsync(request, target.Share.Target(), cancellationToken);
    }

    private void Shrink(CopyChunkResponse limits)
    {
        _chunk = (int)Math.Clamp(limits.ChunkBytes, 1, (uint)_chunk);
        long most = Math.Min(limits.TotalBytes, (long)Math.Max(1, limits.Chunks) * _chunk);
        _total = (int)Math.Clamp(most, 1, _total);
    }
}
