using Orbit.Storage.Smb.Security.Sealing;
using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb.Connection;

// Answers on their way in.
internal sealed partial class SmbConnection
{
    private async Task ReceiveAllAsync()
    {
        try
        {
            while (true)
            {
                (FrameBuffer frame, int length) = await _receiver.ReceiveAsync(_closing.Token).ConfigureAwait(false);
                try
                {
                    Dispatch(frame, length);
                }
                finally
                {
                    frame.Release();
                }
            }
        }
        catch (Exception failure)
        {
            // Whatever it is, nobody would receive any more.
            Fail(Lose(failure));
        }
    }

    private async Task WatchAsync()
    {
        using PeriodicTimer timer = new(_liveness.Interval, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_closing.Token).ConfigureAwait(false))
            {
                bool isWaiting;
                lock (_gate)
                {
                    isWaiting = _pending.Count > 0;
                }

                switch (_liveness.Judge(isWaiting))
                {
                    case LivenessVerdict.Dead:
                        Fail(new ConnectionLostException("The server has gone silent: it does not even answer whether it is there."));
                        return;
                    case LivenessVerdict.Ask when _protection is { } protection:
                        _ = AskAsync(protection);
                        break;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The connection ended.
        }
    }

    // Its answer counts as any byte does. Encrypted like the session's other messages where there is a key, which servers of encrypted sessions insist on.
    private async Task AskAsync(MessageProtection protection)
    {
        try
        {
            PendingRequest echo = await SendAsync(new EchoRequest(), new RequestTarget(protection.SessionId, 0, protection.Sealer is not null, IsUrgent: true), _closing.Token).ConfigureAwait(false);
            Abandon(echo, askServer: false);
        }
        catch (Exception failure) when (failure is ConnectionLostException or CreditShortageException or OperationCanceledException)
        {
            // Either the connection ended, or there is no credit to ask with; silence is then judged by the clock.
        }
    }

    private void Dispatch(FrameBuffer frame, int length)
    {
        Span<byte> bytes = frame.Bytes.AsSpan(0, length);
        bool isSealed = TransformHeader.IsAt(bytes);
        int at = isSealed ? TransformHeader.Length : 0;
        if (isSealed && _protection?.Opener?.TryOpen(bytes) != true)
        {
            throw new SmbProtocolException("An encrypted answer cannot be decrypted with the session's key.");
        }

        while (at < length)
        {
            SmbHeader header = SmbHeader.Read(bytes[at..]);
            uint next = header.NextCommand;
            if (next != 0 && (next < SmbHeader.Length || next % 8 != 0 || next > length - at))
            {
                throw new SmbProtocolException("A compound's next answer does not lie within the frame.");
            }

            int size = next == 0 ? length - at : (int)next;
            Dispatch(frame, at, size, header, isSealed);
            at += size;
        }
    }

    private void Dispatch(FrameBuffer frame, int start, int length, in SmbHeader header, bool isSealed)
    {
        if (!header.Flags.HasFlag(SmbFlags.ServerToClient))
        {
            throw new SmbProtocolException("The server sends a request.");
        }

        // Nothing is said unasked that is of interest: there are no oplocks.
        if (header.MessageId == SmbHeader.Unasked || Find(header) is not { } pending)
        {
            return;
        }

        Verify(frame.Bytes.AsSpan(start, length), header, pending, isSealed);
        int growth = pending.Growth;
        pending.Growth = 0;
        if (header.IsInterim)
        {
            pending.AsyncId = header.AsyncId;

            // What it grants stands for the request's own credits, which the answer then does not give back (MS-SMB2 section 3.3.4.2).
            Credits.Settle(header.Credits, header.Credits > 0 ? pending.TakeReturning() : 0, 0, growth);
            return;
        }

        lock (_gate)
        {
            _pending.Remove(header.MessageId);
        }

        Credits.Settle(header.Credits, pending.TakeReturning(), pending.Charge, growth);
        pending.Complete(new SmbReply(frame.Retain(), start, length, header));
    }

    private PendingRequest? Find(in SmbHeader header)
    {
        PendingRequest? pending;
        lock (_gate)
        {
            pending = _pending.GetValueOrDefault(header.MessageId);
        }

        return pending is null || pending.Command == header.Command
            ? pending
            : throw new SmbProtocolException($"The server answers {pending.Command} with {header.Command}.");
    }

    // Whatever its flags say: a message that could leave out its signature would not have to forge one.
    private void Verify(Span<byte> message, in SmbHeader header, PendingRequest pending, bool isSealed)
    {
        if (_protection is not { } protection || (isSealed && header.SessionId == protection.SessionId))
        {
            return;
        }

        // The logon verifies its own answers, since the key may not stand before their end.
        if (header.Command == SmbCommand.SessionSetup && !isSealed)
        {
            return;
        }

        if (pending.IsSealed || isSealed)
        {
            throw new SmbProtocolException("The answer to an encrypted request is not encrypted for its session.");
        }

        bool isSigned = protection.SignsAll || pending.IsSigned;
        if (isSigned && !header.IsInterim && protection.Signer?.Verify(message) == false)
        {
            throw new SmbProtocolException($"The signature of the answer to {header.Command} (NTSTATUS 0x{header.Status:X8}) is wrong or missing.");
        }
    }
}
