using System.Buffers.Binary;
using Orbit.Storage.Smb.Security.Sealing;
using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb.Connection;

/// <summary>
/// One request, or a compound of several, as it is built and sent: room for the frame's length and the header of encryption, then the messages. Nothing is copied afterwards: ids are stamped in,
/// and signing and encryption happen in place.
/// </summary>
internal sealed class RequestFrame : IDisposable
{
    /// <summary>How many requests a compound has at most.</summary>
    public const int MaxRequests = 6;

    private const int LengthPrefix = 4;
    private const int FirstMessage = LengthPrefix + MessageSealer.HeaderLength;
    private const int Cleared = 1024;

    private readonly CreditWindow _credits;
    private readonly FrameBuffer _buffer;
    private readonly List<Part> _parts = new(1);
    private int _end = FirstMessage;

    /// <param name="pool">Where its bytes come from.</param>
    /// <param name="credits">What charges.</param>
    /// <param name="capacity">The sum of <see cref="SizeOf{T}"/>.</param>
    public RequestFrame(FramePool pool, CreditWindow credits, int capacity)
    {
        _credits = credits;
        _buffer = pool.Rent(FirstMessage + capacity);
    }

    /// <summary>Whether it is sent encrypted.</summary>
    public bool IsSealed { get; init; }

    /// <summary>Whether it may pass others: what gives resources back, or asks for life.</summary>
    public bool IsUrgent { get; init; }

    /// <summary>Whether it is signed although others of its session are not.</summary>
    public bool IsSigned { get; init; }

    public int Count => _parts.Count;

    /// <summary>What waits for the answer of each request.</summary>
    public PendingRequest this[int index] => _parts[index].Pending;

    public int Charge { get; private set; }

    /// <summary>Room that a request takes, padding included.</summary>
    public static int SizeOf<T>(in T body)
        where T : struct, IRequestBody => NegotiateContext.Align(SmbHeader.Length + body.Length);

    /// <summary>Appends a request.</summary>
    /// <param name="body">What is asked.</param>
    /// <param name="sessionId">For which session; 0 for none.</param>
    /// <param name="treeId">On which share; 0 for none.</param>
    /// <param name="isRelated">Whether it goes on with the file of the one before.</param>
    public void Add<T>(in T body, ulong sessionId, uint treeId, bool isRelated = false)
        where T : struct, IRequestBody
    {
        int start = _end;
        if (_parts.Count > 0)
        {
            // Every request but the last ends at a multiple of 8, and says where the next begins.
            Span<byte> all = _buffer.Bytes.AsSpan(0, start);
            int before = _parts[^1].Start;
            BinaryPrimitives.WriteUInt32LittleEndian(all[(before + 20)..], (uint)(start - before));
        }

        Span<byte> message = _buffer.Bytes.AsSpan(start, SmbHeader.Length + body.Length);
        int charge = _credits.ChargeOf(body.Payload);
        new SmbHeader
        {
            Command = T.Command,
            CreditCharge = _credits.IsMultiCredit ? (ushort)charge : (ushort)0,
            Flags = isRelated ? SmbFlags.Related : SmbFlags.None,
            SessionId = sessionId,
            TreeId = treeId,
        }.Write(message);
        Span<byte> content = message[SmbHeader.Length..];
        content[..Math.Min(Cleared, content.Length)].Clear();
        body.Write(content);

        int padded = start + NegotiateContext.Align(message.Length);
        _buffer.Bytes.AsSpan(start + message.Length, padded - start - message.Length).Clear();
        Charge += charge;
        _parts.Add(new Part(start, message.Length, new PendingRequest(T.Command, charge) { SessionId = sessionId, TreeId = treeId, IsSealed = IsSealed, IsSigned = IsSigned }));
        _end = padded;
    }

    /// <summary>Appends the wish that the server give a request up: it has the request's id and takes no credit.</summary>
    public void AddCancel(PendingRequest pending)
    {
        Add(default(CancelRequest), pending.SessionId, pending.TreeId);
        bool isAsync = pending.AsyncId != 0;
        new SmbHeader
        {
            Command = SmbCommand.Cancel,
            Flags = isAsync ? SmbFlags.Async : SmbFlags.None,
            MessageId = pending.MessageId,
            AsyncId = pending.AsyncId,
            TreeId = pending.TreeId,
            SessionId = pending.SessionId,
        }.Write(_buffer.Bytes.AsSpan(_parts[0].Start));
    }

    /// <summary>Writes ids and the credits that are asked for.</summary>
    /// <param name="firstId">The first id of as many as the charge.</param>
    /// <param name="growth">How many credits beyond its charge the last request asks for.</param>
    public void Stamp(ulong firstId, int growth)
    {
        ulong id = firstId;
        for (int i = 0; i < _parts.Count; i++)
        {
            PendingRequest pending = _parts[i].Pending;
            pending.MessageId = id;
            pending.Growth = i == _parts.Count - 1 ? growth : 0;
            Span<byte> message = _buffer.Bytes.AsSpan(_parts[i].Start);
            BinaryPrimitives.WriteUInt16LittleEndian(message[14..], (ushort)(pending.Charge + pending.Growth));
            BinaryPrimitives.WriteUInt64LittleEndian(message[24..], id);
            id += (ulong)pending.Charge;
        }
    }

    /// <summary>The bytes of the first request, as they are sent.</summary>
    public ReadOnlySpan<byte> FirstMessageBytes => _buffer.Bytes.AsSpan(_parts[0].Start, _parts[0].Length);

    /// <summary>Signs or encrypts, and puts the length in front.</summary>
    /// <returns>What goes to the network.</returns>
    public ReadOnlyMemory<byte> Protect(MessageProtection? protection)
    {
        // The last request has no padding behind it.
        int end = _parts[^1].Start + _parts[^1].Length;
        int start = FirstMessage;
        if (IsSealed)
        {
            MessageSealer sealer = protection?.Sealer ?? throw new InvalidOperationException("There is no key to encrypt with.");
            start = LengthPrefix;
            sealer.Seal(_buffer.Bytes.AsSpan(start, end - start));
        }
        else if (protection?.Signer is { } signer && (IsSigned || protection.SignsAll))
        {
            for (int i = 0; i < _parts.Count; i++)
            {
                int next = i + 1 < _parts.Count ? _parts[i + 1].Start : end;
                signer.Sign(_buffer.Bytes.AsSpan(_parts[i].Start, next - _parts[i].Start));
            }
        }

        BinaryPrimitives.WriteUInt32BigEndian(_buffer.Bytes.AsSpan(start - LengthPrefix), (uint)(end - start));
        return _buffer.Bytes.AsMemory(start - LengthPrefix, end - start + LengthPrefix);
    }

    public void Dispose() => _buffer.Release();

    private readonly record struct Part(int Start, int Length, PendingRequest Pending);
}
