using Orbit.Storage.Ssh.Connection;
using Renci.SshNet.Common;
using Renci.SshNet.Sftp;

namespace Orbit.Storage.Ssh.Files;

/// <summary>
/// A file that is open for writing. What it did not write it writes again when it is closed, which on a connection that answers nothing would wait for room in the window
/// for ever: where a write is not answered in time, the connection is aborted first.
/// </summary>
internal sealed class SftpWriteHandle : IAsyncDisposable
{
    private readonly SftpLease _lease;
    private readonly SftpFileStream _stream;

    private SftpWriteHandle(SftpLease lease, SftpFileStream stream)
    {
        _lease = lease;
        _stream = stream;
    }

    public static async Task<SftpWriteHandle> OpenAsync(SftpLease lease, string name) =>
        new(lease, await lease.Client.OpenAsync(name, FileMode.Open, FileAccess.Write, CancellationToken.None).ConfigureAwait(false));

    /// <summary>Makes a small file by one call that blocks for a few round trips (docs/decisions/0133), and returns when the server has closed it.</summary>
    /// <param name="lease">The connection.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="content">All of its bytes; the caller disposes it.</param>
    public static bool Make(SftpLease lease, string name, Stream content)
    {
        SftpFileStream stream = lease.Client.Open(name, FileMode.Create, FileAccess.Write);
        try
        {
            content.CopyTo(stream);
            stream.Flush();
        }
        catch (Exception failure)
        {
            if (failure is SshOperationTimeoutException)
            {
                lease.Abort();
            }

            CloseAfterFailure(stream);
            throw;
        }

        try
        {
            stream.Dispose();
        }
        catch (Exception lost) when (SftpErrors.IsLost(lost))
        {
            // The server has answered for every byte, and closes the handle with the connection.
        }

        return true;
    }

    /// <summary>Writes, and returns when the server has it.</summary>
    public async Task WriteAsync(long offset, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            _stream.Position = offset;
            await _stream.WriteAsync(bytes, CancellationToken.None).ConfigureAwait(false);
            await _stream.FlushAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (SshOperationTimeoutException)
        {
            _lease.Abort();
            throw;
        }
    }

    /// <summary>Closes it after all was written: some file systems say only now that they could not keep it.</summary>
    public async Task CloseAsync()
    {
        try
        {
            await _stream.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception lost) when (SftpErrors.IsLost(lost))
        {
            // The server has answered for every byte, and closes the handle with the connection.
        }
    }

    /// <summary>Closes it after a failure, which has been told.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _stream.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception closing) when (closing is SshException or ObjectDisposedException)
        {
            // The connection is gone, and the handle with it.
        }
    }

    private static void CloseAfterFailure(SftpFileStream stream)
    {
        try
        {
            stream.Dispose();
        }
        catch (Exception closing) when (closing is SshException or ObjectDisposedException)
        {
            // The connection is gone, and the handle with it.
        }
    }
}
