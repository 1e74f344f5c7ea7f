using System.Buffers.Binary;
using System.Security.Cryptography;
using Orbit.Storage.Smb.Security.Primitives;

namespace Orbit.Storage.Smb.Security.Signing;

/// <summary>
/// Signs with AES-128-GMAC: GCM that encrypts nothing and takes the message as associated data. The nonce is the message's id, then a bit for the server's messages and one for CANCEL, which
/// shares its id with what it cancels (MS-SMB2 section 3.1.4.1).
/// </summary>
internal sealed class GmacSigner(ReadOnlySpan<byte> key) : MessageSigner
{
    private const int CommandOffset = 12;
    private const int FlagsOffset = 16;
    private const int MessageIdOffset = 24;
    private const int MessageIdLength = 8;
    private const ushort CancelCommand = 0x000C;
    private const byte ServerToClientFlag = 0x01;
    private const byte ServerNonceBit = 0x01;
    private const byte CancelNonceBit = 0x02;

    private readonly CipherRack<AesGcm> _rack = new(key, static key => new AesGcm(key, SignatureLength));

    protected override void Compute(ReadOnlySpan<byte> message, Span<byte> signature)
    {
        Span<byte> nonce = stackalloc byte[AesGcm.NonceByteSizes.MaxSize];
        nonce.Clear();
        message.Slice(MessageIdOffset, MessageIdLength).CopyTo(nonce);
        bool isCancel = BinaryPrimitives.ReadUInt16LittleEndian(message[CommandOffset..]) == CancelCommand;
        bool isFromServer = (message[FlagsOffset] & ServerToClientFlag) != 0;
        nonce[MessageIdLength] = (byte)((isFromServer ? ServerNonceBit : 0) | (isCancel ? CancelNonceBit : 0));
        AesGcm gcm = _rack.Take();
        gcm.Encrypt(nonce, [], [], signature, message);
        _rack.PutBack(gcm);
    }

    protected override void Dispose(bool disposing) => _rack.Dispose();
}
