using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Orbit.Storage.Smb.Wire;

/// <summary>Offers dialects and, for 3.1.1, what they are to be protected with (MS-SMB2 section 2.2.3). The lists stay the caller's and are offered in their order.</summary>
internal readonly struct NegotiateRequest : IRequestBody
{
    private const int FixedLength = 36;

    public static SmbCommand Command => SmbCommand.Negotiate;

    public required ReadOnlyMemory<SmbDialect> Dialects { get; init; }

    public required SecurityMode SecurityMode { get; init; }

    public required NegotiatedCapabilities Capabilities { get; init; }

    public required Guid ClientGuid { get; init; }

    /// <summary>Bytes at random for the pre-authentication hash; none unless 3.1.1 is offered.</summary>
    public ReadOnlyMemory<byte> Salt { get; init; }

    /// <summary>Numbers of ciphers; none offers no encryption.</summary>
    public ReadOnlyMemory<ushort> Ciphers { get; init; }

    /// <summary>Numbers of signing algorithms.</summary>
    public ReadOnlyMemory<ushort> SigningAlgorithms { get; init; }

    /// <summary>The server's name as the user gave it.</summary>
    public string ServerName { get; init; }

    public int Length => HasContexts ? ContextsAt + ContextsLength : FixedLength + (Dialects.Length * sizeof(ushort));

    public int Payload => 0;

    private bool HasContexts => !Salt.IsEmpty;

    // From the header, which is a multiple of 8, so that the body's own offset decides.
    private int ContextsAt => NegotiateContext.Align(FixedLength + (Dialects.Length * sizeof(ushort)));

    // The last has no padding behind it. The types rise, and none is empty: some servers insist.
    private int ContextsLength
    {
        get
        {
            int length = NegotiateContext.PreauthLength(Salt.Length);
            length = Ciphers.IsEmpty ? length : NegotiateContext.Align(length) + NegotiateContext.ListLength(Ciphers.Length);
            length = string.IsNullOrEmpty(ServerName) ? length : NegotiateContext.Align(length) + NegotiateContext.NameLength(ServerName);
            return SigningAlgorithms.IsEmpty ? length : NegotiateContext.Align(length) + NegotiateContext.ListLength(SigningAlgorithms.Length);
        }
    }

    /// <summary>Whether a dialect is one of those offered.</summary>
    public bool Offers(SmbDialect dialect) => MemoryMarshal.Cast<SmbDialect, ushort>(Dialects.Span).Contains((ushort)dialect);

    public void Write(Span<byte> body)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(body, FixedLength);
        BinaryPrimitives.WriteUInt16LittleEndian(body[2..], (ushort)Dialects.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(body[4..], (ushort)SecurityMode);
        BinaryPrimitives.WriteUInt32LittleEndian(body[8..], (uint)Capabilities);
        ClientGuid.TryWriteBytes(body[12..]);
        for (int i = 0; i < Dialects.Length; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(body[(FixedLength + (i * sizeof(ushort)))..], (ushort)Dialects.Span[i]);
        }

        if (HasContexts)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(body[28..], (uint)(SmbHeader.Length + ContextsAt));
            BinaryPrimitives.WriteUInt16LittleEndian(body[32..], WriteContexts(body[ContextsAt..]));
        }
    }

    private ushort WriteContexts(Span<byte> to)
    {
        ushort count = 1;
        int at = NegotiateContext.WritePreauth(to, Salt.Span);
        if (!Ciphers.IsEmpty)
        {
            at = NegotiateContext.Align(at);
            at += NegotiateContext.WriteList(to[at..], NegotiateContext.Encryption, Ciphers.Span);
            count++;
        }

        if (!string.IsNullOrEmpty(ServerName))
        {
            at = NegotiateContext.Align(at);
            at += NegotiateContext.WriteName(to[at..], ServerName);
            count++;
        }

        if (!SigningAlgorithms.IsEmpty)
        {
            at = NegotiateContext.Align(at);
            NegotiateContext.WriteList(to[at..], NegotiateContext.Signing, SigningAlgorithms.Span);
            count++;
        }

        return count;
    }
}
