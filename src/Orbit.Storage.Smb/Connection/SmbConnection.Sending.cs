using System.Net.Sockets;
using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb.Connection;

// Requests on their way out.
internal sealed partial class SmbConnection
{
    /// <summary>Sends a request or a compound. It can be given up only while it waits for credits.</summary>
    /// <param name="frame">What is sent; stays the caller's.</param>
    /// <param name="cancellationToken">Gives up waiting for credits.</param>
    /// <param name="stamped">Is shown the frame as it is about to go, before it is signed.</param>
    /// <exception cref="ConnectionLostException">The connection is of no use.</exception>
    /// <exception cref="CreditShortageException">The server grants too few credits.</exception>
    public async ValueTask SendAsync(RequestFrame frame, CancellationToken cancellationToken, Action<RequestFrame>? stamped = null)
    {
        ulong firstId = await Credits.TakeAsync(frame.Charge, frame.IsUrgent, cancellationToken).ConfigureAwait(false);
        try
        {
            frame.Stamp(firstId, Credits.AskForGrowth());
            stamped?.Invoke(frame);
            Register(frame);
            await SendAsync(frame.Protect(_protection)).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            ConnectionLostException lost = Lose(failure);
            Fail(lost);
            throw _failure!;
        }
    }

    /// <summary>Sends one request.</summary>
    /// <returns>What waits for the answer.</returns>
    public async ValueTask<PendingRequest> SendAsync<T>(T body, RequestTarget target, CancellationToken cancellationToken)
        where T : struct, IRequestBody
    {
        using RequestFrame frame = new(Pool, Credits, RequestFrame.SizeOf(body)) { IsSealed = target.IsSealed, IsUrgent = target.IsUrgent, IsSigned = target.IsSigned };
        frame.Add(body, target.SessionId, target.TreeId);
        await SendAsync(frame, cancellationToken).ConfigureAwait(false);
        return frame[0];
    }

    /// <summary>Sends one request and waits for its answer.</summary>
    public async ValueTask<SmbReply> CallAsync<T>(T body, RequestTarget target, CancellationToken cancellationToken)
        where T : struct, IRequestBody =>
        await WaitAsync(await SendAsync(body, target, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    /// <summary>Waits for an answer. Whoever gives up has the server asked to give up as well; the answer is thrown away when it comes.</summary>
    public async ValueTask<SmbReply> WaitAsync(PendingRequest pending, CancellationToken cancellationToken)
    {
        try
        {
            return await pending.Reply.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Abandon(pending);
            throw;
        }
    }

    /// <summary>Lets go of a request.</summary>
    /// <param name="pending">The request.</param>
    /// <param name="askServer">Whether the server is asked to give it up too.</param>
    public void Abandon(PendingRequest pending, bool askServer = true)
    {
        _ = pending.Reply.ContinueWith(
            static reply =>
            {
                if (reply.IsCompletedSuccessfully)
                {
                    reply.Result.Dispose();
                }
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        if (askServer)
        {
            AskToGiveUp(pending);
        }
    }

    /// <summary>Asks the server to give up a request that is still under way.</summary>
    public void AskToGiveUp(PendingRequest pending)
    {
        if (!pending.Reply.IsCompleted && !IsLost)
        {
            _ = CancelAsync(pending);
        }
    }

    /// <summary>Asks the server to give up a request. It answers that, if at all, with the request's own answer (MS-SMB2 section 3.2.4.24).</summary>
    private async Task CancelAsync(PendingRequest pending)
    {
        try
        {
            using RequestFrame frame = new(Pool, Credits, RequestFrame.SizeOf(default(CancelRequest))) { IsSealed = pending.IsSealed };
            frame.AddCancel(pending);
            await SendAsync(frame.Protect(_protection)).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            Fail(Lose(failure));
        }
    }

    private void Register(RequestFrame frame)
    {
        lock (_gate)
        {
            if (_failure is not null)
            {
                throw _failure;
            }

            for (int i = 0; i < frame.Count; i++)
            {
                _pending.Add(frame[i].MessageId, frame[i]);
            }
        }
    }

    private async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        await _sending.WaitAsync(_closing.Token).ConfigureAwait(false);
        try
        {
            while (!bytes.IsEmpty)
            {
                bytes = bytes[await _socket.SendAsync(bytes, _closing.Token).ConfigureAwait(false)..];
            }
        }
        finally
        {
            _sending.Release();
        }
    }
}
