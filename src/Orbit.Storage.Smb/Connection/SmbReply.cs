using Orbit.Storage.Smb.Wire;

namespace Orbit.Storage.Smb.Connection;

/// <summary>One answer, verified. Whoever asked disposes it; until then its bytes are there.</summary>
internal sealed class SmbReply : IDisposable
{
    private readonly int _start;
    private readonly int _length;
    private FrameBuffer? _frame;

    /// <param name="frame">Where it stands; a user of it is given over.</param>
    /// <param name="start">Its first byte.</param>
    /// <param name="length">How many bytes it has, padding included.</param>
    /// <param name="header">Its header.</param>
    public SmbReply(FrameBuffer frame, int start, int length, in SmbHeader header)
    {
        _frame = frame;
        _start = start;
        _length = length;
        Header = header;
    }

    public SmbHeader Header { get; }

    public uint Status => Header.Status;

    /// <summary>Header and body. Writable, since whoever verifies takes the signature out meanwhile.</summary>
    public Span<byte> Message => Frame.Bytes.AsSpan(_start, _length);

    /// <summary>Bytes of the message, to be kept as long as the reply.</summary>
    /// <param name="offset">From the header's first byte.</param>
    /// <param name="length">How many.</param>
    public ReadOnlyMemory<byte> Slice(int offset, int length) => Frame.Bytes.AsMemory(_start, _length).Slice(offset, length);

    public void Dispose() => Interlocked.Exchange(ref _frame, null)?.Release();

    /// <summary>Passes a good answer on.</summary>
    /// <exception cref="SmbStatusException">It is a failure.</exception>
    public SmbReply Checked() => NtStatus.IsFailure(Status) ? throw new SmbStatusException(Status, Header.Command) : this;

    private FrameBuffer Frame => _frame ?? throw new ObjectDisposedException(nameof(SmbReply));
}
