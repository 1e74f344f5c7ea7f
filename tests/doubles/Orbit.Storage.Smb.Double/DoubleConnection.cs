using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net.Sockets;
using Orbit.Storage.Smb.Security;
using Orbit.Storage.Smb.Security.Sealing;
using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb.Double;

/// <summary>One client's connection: takes its frames, has them answered, and counts its credits.</summary>
internal sealed class DoubleConnection : IAsyncDisposable
{
    private const int LengthPrefix = 4;
    private const int MaxFrame = 9 << 20;
    private const uint BytesPerCredit = 64 * 1024;

    private readonly SmbDouble _server;
    private readonly Socket _socket;
    private readonly NetworkStream _stream;
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly ConcurrentDictionary<ulong, DoubleExchange> _underWay = new();
    private readonly ConcurrentDictionary<ulong, DoubleSession> _sessions = new();
    private readonly DoubleCommands _commands;
    private readonly Task _receiving;

    public DoubleConnection(SmbDouble server, Socket socket)
    {
        _server = server;
        _socket = socket;
        _stream = new NetworkStream(socket);
        Ledger = new CreditLedger(server.Options.MostCredits);
        _commands = new DoubleCommands(server, this);
        _receiving = Task.Run(ReceiveAsync);
    }

    public CreditLedger Ledger { get; }

    /// <summary>The hash over NEGOTIATE.</summary>
    public PreauthIntegrityHash Hash { get; set; } = PreauthIntegrityHash.Initial;

    /// <summary>Ends when the client is gone.</summary>
    public Task Closed => _receiving;

    public DoubleSession AddSession()
    {
        DoubleSession session = new(_server.NextId(), Hash);
        return _sessions[session.Id] = session;
    }

    public DoubleSession? FindSession(ulong id) => _sessions.GetValueOrDefault(id);

    /// <summary>Cuts the connection.</summary>
    public void Cut() => _socket.Dispose();

    /// <summary>Sends bytes as they are.</summary>
    public async Task SendRawAsync(byte[] bytes)
    {
        await _sending.WaitAsync().ConfigureAwait(false);
        try
        {
            await _stream.WriteAsync(bytes).ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException)
        {
            // The client has left, as it may.
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Sends answers in one frame.</summary>
    /// <param name="replies">One, or those of a compound.</param>
    /// <param name="wasSealed">How the requests came.</param>
    /// <param name="spoil">Changes the frame's bytes at last.</param>
    public Task SendAsync(DoubleReply[] replies, bool wasSealed, Action<byte[]>? spoil) => SendRawAsync(Frame(replies, wasSealed, spoil));

    /// <summary>Builds that frame, with the length in front. What it grants counts as granted.</summary>
    public byte[] Frame(DoubleReply[] replies, bool wasSealed, Action<byte[]>? spoil = null)
    {
        DoubleReply first = replies[0];
        DoubleSession? session = FindSession(first.SessionId);
        bool isSealed = first.Protection == DoubleProtection.Sealed || (first.Protection == DoubleProtection.AsRequest && wasSealed);
        List<byte> frame = [.. new byte[isSealed ? MessageSealer.HeaderLength : 0]];
        for (int i = 0; i < replies.Length; i++)
        {
            byte[] message = Build(replies[i], isLast: i == replies.Length - 1);
            replies[i].Built?.Invoke(message);
            if (!isSealed && replies[i].Protection is DoubleProtection.AsRequest or DoubleProtection.Signed)
            {
                session?.Signer?.Sign(message);
            }

            frame.AddRange(message);
        }

        byte[] bytes = [.. frame];
        if (isSealed)
        {
            session!.Sealer!.Seal(bytes);
        }

        spoil?.Invoke(bytes);
        byte[] length = new byte[LengthPrefix];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        return [.. length, .. bytes];
    }

    public async ValueTask DisposeAsync()
    {
        Cut();
        await _receiving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (DoubleSession session in _sessions.Values)
        {
            session.Dispose();
        }
    }

    private byte[] Build(DoubleReply reply, bool isLast)
    {
        int length = SmbHeader.Length + reply.Body.Length;
        byte[] message = new byte[isLast ? length : NegotiateContext.Align(length)];
        int credits;
        lock (Ledger)
        {
            credits = reply.Credits ?? Ledger.Affordable(Math.Max(1, reply.AskedCredits));
            Ledger.Grant(credits);
        }

        new SmbHeader
        {
            Command = reply.Command,
            Status = reply.Status,
            Credits = (ushort)credits,
            Flags = SmbFlags.ServerToClient | (reply.AsyncId == 0 ? SmbFlags.None : SmbFlags.Async),
            NextCommand = isLast ? 0 : (uint)message.Length,
            MessageId = reply.MessageId,
            AsyncId = reply.AsyncId,
            TreeId = reply.TreeId,
            SessionId = reply.SessionId,
        }.Write(message);
        reply.Body.CopyTo(message, SmbHeader.Length);
        return message;
    }

    private async Task ReceiveAsync()
    {
        byte[] prefix = new byte[LengthPrefix];
        try
        {
            while (true)
            {
                await _stream.ReadExactlyAsync(prefix).ConfigureAwait(false);
                int length = BinaryPrimitives.ReadInt32BigEndian(prefix);
                if (length is < SmbHeader.Length or > MaxFrame)
                {
                    _server.Violations.Enqueue($"A frame of {length} bytes.");
                    return;
                }

                byte[] frame = new byte[length];
                await _stream.ReadExactlyAsync(frame).ConfigureAwait(false);
                Take(frame);
            }
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException)
        {
            // The client has left.
        }
        catch (Exception broken)
        {
            _server.Violations.Enqueue($"The double gave up: {broken}");
            Cut();
        }
    }

    private void Take(byte[] frame)
    {
        bool isSealed = TransformHeader.IsAt(frame);
        if (isSealed && FindSession(TransformHeader.SessionIdOf(frame))?.Opener?.TryOpen(frame) != true)
        {
            _server.Violations.Enqueue("An encrypted frame that cannot be decrypted.");
            Cut();
            return;
        }

        List<DoubleRequest> requests = [];
        int at = isSealed ? TransformHeader.Length : 0;
        while (at < frame.Length)
        {
            uint next = SmbHeader.Read(frame.AsSpan(at)).NextCommand;
            int end = next == 0 ? frame.Length : at + (int)next;
            requests.Add(new DoubleRequest(frame[at..end], isSealed));
            at = end;
        }

        DoubleRequest first = requests[0];
        requests.ForEach(Check);
        if (first.Command == SmbCommand.Cancel)
        {
            if (_underWay.TryGetValue(first.Header.MessageId, out DoubleExchange? cancelled))
            {
                cancelled.Cancel();
            }

            return;
        }

        DoubleReply[] replies = _commands.Answer(requests);
        DoubleExchange exchange = new(this, [.. requests], replies) { Occurrence = _server.CountUp(first.Command) };
        _underWay[first.Header.MessageId] = exchange;
        _ = RunAsync(exchange);
    }

    private async Task RunAsync(DoubleExchange exchange)
    {
        try
        {
            await (_server.Options.Script?.Invoke(exchange) ?? exchange.SendAsync()).ConfigureAwait(false);
        }
        catch (Exception broken)
        {
            _server.Violations.Enqueue($"The script gave up: {broken}");
        }
        finally
        {
            _underWay.TryRemove(exchange.Request.Header.MessageId, out _);
        }
    }

    /// <summary>Writes down what a client may not do: ids it does not have, a signature that is wrong, plain text where encryption was agreed.</summary>
    private void Check(DoubleRequest request)
    {
        if (request.Command != SmbCommand.Cancel)
        {
            lock (Ledger)
            {
                if (!Ledger.TryUse(request.Header.MessageId, request.Charge))
                {
                    _server.Violations.Enqueue($"{request.Command} takes id {request.Header.MessageId} with charge {request.Charge}, which was not granted.");
                }
            }
        }

        CheckSize(request);
        DoubleSession? session = FindSession(request.Header.SessionId);
        bool mustSeal = _server.Options.SessionFlags.HasFlag(SessionFlags.Encrypt) && session?.Sealer is not null && request.Command != SmbCommand.SessionSetup;
        if (mustSeal && !request.IsSealed)
        {
            _server.Violations.Enqueue($"{request.Command} is not encrypted.");
        }

        bool mustSign = _server.Options.SecurityMode.HasFlag(SecurityMode.SigningRequired) || request.Header.Flags.HasFlag(SmbFlags.Signed);
        if (!request.IsSealed && mustSign && session?.Signer?.Verify(request.Message) == false)
        {
            _server.Violations.Enqueue($"{request.Command} has a wrong signature.");
        }
    }

    /// <summary>Writes down content that is larger than agreed, or than its charge pays for (MS-SMB2 section 3.3.5.2.5).</summary>
    private void CheckSize(DoubleRequest request)
    {
        uint size = request.Command switch
        {
            SmbCommand.Read or SmbCommand.Write => request.UInt32(4),
            SmbCommand.QueryDirectory => request.UInt32(28),
            SmbCommand.Ioctl => Math.Max(request.UInt32(28), request.UInt32(44)),
            _ => 0,
        };
        bool isMultiCredit = _server.Options.Capabilities.HasFlag(NegotiatedCapabilities.LargeMtu);
        if (size > _server.Options.MaxSize || size > (uint)request.Charge * BytesPerCredit || (!isMultiCredit && request.Header.CreditCharge != 0))
        {
            _server.Violations.Enqueue($"{request.Command} of {size} bytes with charge {request.Header.CreditCharge}.");
        }
    }
}
