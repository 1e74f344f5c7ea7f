using Orbit.Storage.Ssh.Connection;
using Orbit.Storage.Transport;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Orbit.Storage.Ssh.Files;

/// <summary>
/// One upload in order, as many requests under way as the server's window takes: the fastest way that SSH.NET has, on a thread of its own, since it blocks.
/// What it has not brought over when it ends is written by position.
/// </summary>
internal sealed class PipelinedUpload(SftpLease lease, string temporary, TimeProvider time) : IDisposable
{
    private readonly PartFeed _feed = new(time);
    private Task? _run;

    /// <summary>Whether parts can be given to it.</summary>
    public bool IsRunning => _run is { IsCompleted: false } && !_feed.IsEnded;

    /// <summary>Whether SSH.NET gave up without closing the file on the server.</summary>
    public bool HasLeftHandle { get; private set; }

    /// <summary>Creates the file.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _run = lease.RunLongAsync(
            client =>
            {
                Run(client);
                return true;
            },
            CancellationToken.None);
        return _feed.Opened.WaitAsync(cancellationToken);
    }

    /// <summary>Sends a part; returns when the server has it, and touches its bytes no more.</summary>
    public async Task SendAsync(PartContent part, CancellationToken cancellationToken)
    {
        using CancellationTokenRegistration canceled = cancellationToken.UnsafeRegister(static feed => ((PartFeed)feed!).End(SftpErrors.UploadEnded()), _feed);
        try
        {
            await _feed.AddAsync(part).ConfigureAwait(false);
        }
        catch (StorageException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }

    /// <summary>Ends it after the last part, its handle closed.</summary>
    public async Task CompleteAsync(long length, CancellationToken cancellationToken)
    {
        _feed.Complete(length);
        await _run!.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends it where it is. Where it hangs, its connection is given up.</summary>
    public async Task AbortAsync(TimeSpan patience)
    {
        _feed.End(SftpErrors.UploadEnded());
        Task run = _run ?? Task.CompletedTask;
        try
        {
            await run.WaitAsync(patience, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        finally
        {
            if (!run.IsCompleted)
            {
                lease.Abort();
            }
        }
    }

    /// <summary>Takes notice of what it failed with: the parts have failed with that too.</summary>
    public void Dispose() =>
        _ = _run?.ContinueWith(static run => run.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    private void Run(SftpClient client)
    {
        try
        {
            client.ErrorOccurred += OnError;
            using FeedStream stream = new(_feed);
            stream.Serve(client.UploadFileAsync(stream, temporary, canOverride: true, stream, CancellationToken.None));
            _feed.EndAcknowledged();
        }
        catch (Exception failure)
        {
            // Whatever it is: parts that nobody fails are waited for without end. SSH.NET leaves the handle open on the server: only the connection's end closes it.
            HasLeftHandle = true;
            lease.Break();
            _feed.End(failure is ObjectDisposedException ? SftpErrors.Lost(failure) : failure);
            throw;
        }
        finally
        {
            client.ErrorOccurred -= OnError;
        }
    }

    // While it waits for the next part, nobody else would notice.
    private void OnError(object? sender, ExceptionEventArgs args) => _feed.End(args.Exception);
}
