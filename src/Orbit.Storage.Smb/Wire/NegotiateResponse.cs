using System.Buffers.Binary;

namespace Orbit.Storage.Smb.Wire;

/// <summary>What the server agrees to (MS-SMB2 section 2.2.4).</summary>
internal readonly ref struct NegotiateResponse
{
    private const ushort StructureSize = 65;

    public SecurityMode SecurityMode { get; private init; }

    /// <summary>The dialect's number, whether known or not.</summary>
    public SmbDialect Dialect { get; private init; }

    public Guid ServerGuid { get; private init; }

    public NegotiatedCapabilities Capabilities { get; private init; }

    public uint MaxTransactSize { get; private init; }

    public uint MaxReadSize { get; private init; }

    public uint MaxWriteSize { get; private init; }

    /// <summary>The server's offer for the logon; part of the message.</summary>
    public ReadOnlySpan<byte> Token { get; private init; }

    /// <summary>Whether the hash of 3.1.1 was agreed.</summary>
    public bool HasPreauth { get; private init; }

    /// <summary>The number of the cipher that was chosen; null where the server says nothing, 0 where it takes none of those offered.</summary>
    public ushort? Cipher { get; private init; }

    /// <summary>The number of the signing algorithm that was chosen, or null.</summary>
    public ushort? SigningAlgorithm { get; private init; }

    /// <exception cref="SmbProtocolException">It is malformed.</exception>
    public static NegotiateResponse Read(ReadOnlySpan<byte> message)
    {
        MessageBody body = new(message, StructureSize);
        SmbDialect dialect = (SmbDialect)body.UInt16(4);
        (bool preauth, ushort? cipher, ushort? signing) = dialect == SmbDialect.Smb311 ? ReadContexts(message, body.UInt32(60), body.UInt16(6)) : default;
        return new NegotiateResponse
        {
            SecurityMode = (SecurityMode)body.UInt16(2),
            Dialect = dialect,
            ServerGuid = body.Guid(8),
            Capabilities = (NegotiatedCapabilities)body.UInt32(24),
            MaxTransactSize = body.UInt32(28),
            MaxReadSize = body.UInt32(32),
            MaxWriteSize = body.UInt32(36),
            Token = body.Buffer(body.UInt16(56), body.UInt16(58)),
            HasPreauth = preauth,
            Cipher = cipher,
            SigningAlgorithm = signing,
        };
    }

    private static (bool Preauth, ushort? Cipher, ushort? Signing) ReadContexts(ReadOnlySpan<byte> message, uint offset, int count)
    {
        (bool Preauth, ushort? Cipher, ushort? Signing) found = default;
        long at = offset;
        for (int i = 0; i < count; i++)
        {
            if (at < SmbHeader.Length || at > message.Length - NegotiateContext.HeaderLength)
            {
                throw Malformed();
            }

            ReadOnlySpan<byte> context = message[(int)at..];
            ushort type = BinaryPrimitives.ReadUInt16LittleEndian(context);
            int length = BinaryPrimitives.ReadUInt16LittleEndian(context[2..]);
            if (length > context.Length - NegotiateContext.HeaderLength)
            {
                throw Malformed();
            }

            ReadOnlySpan<byte> data = context.Slice(NegotiateContext.HeaderLength, length);
            bool isRepeated = type switch
            {
                NegotiateContext.Preauth => found.Preauth,
                NegotiateContext.Encryption => found.Cipher is not null,
                NegotiateContext.Signing => found.Signing is not null,
                _ => false,
            };
            if (isRepeated || (type == NegotiateContext.Preauth && !NegotiateContext.IsSha512(data)))
            {
                throw Malformed();
            }

            found = type switch
            {
                NegotiateContext.Preauth => found with { Preauth = true },
                NegotiateContext.Encryption => found with { Cipher = NegotiateContext.ReadChoice(data) },
                NegotiateContext.Signing => found with { Signing = NegotiateContext.ReadChoice(data) },
                _ => found,
            };
            at = NegotiateContext.Align((int)at + NegotiateContext.HeaderLength + length);
        }

        return found;
    }

    private static SmbProtocolException Malformed() => new("The contexts of the server's answer to NEGOTIATE are malformed.");
}
