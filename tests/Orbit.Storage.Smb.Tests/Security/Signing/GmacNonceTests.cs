using System.Buffers.Binary;
using System.Security.Cryptography;
using Orbit.Storage.Smb.Security.Signing;

namespace Orbit.Storage.Smb.Tests.Security.Signing;

/// <summary>MS-SMB2 section 3.1.4.1: the id, then bit 0 for the server's messages and bit 1 for CANCEL.</summary>
public sealed class GmacNonceTests
{
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(16);

    [TestCase((ushort)0x0008, false, "8877665544332211" + "00000000")]
    [TestCase((ushort)0x0008, true, "8877665544332211" + "01000000")]
    [TestCase((ushort)0x000C, false, "8877665544332211" + "02000000")]
    public void Sign_ByCommandAndSender_TakesItsOwnNonce(ushort command, bool isFromServer, string nonce)
    {
        byte[] message = new byte[100];
        BinaryPrimitives.WriteUInt16LittleEndian(message.AsSpan(12), command);
        message[16] = (byte)(isFromServer ? 1 : 0);
        BinaryPrimitives.WriteUInt64LittleEndian(message.AsSpan(24), 0x1122334455667788);
        using MessageSigner signer = MessageSigner.Create(SigningAlgorithm.AesGmac, Key);

        signer.Sign(message);

        byte[] signature = message[48..64];
        message.AsSpan(48, 16).Clear();
        byte[] expected = new byte[16];
        using AesGcm gcm = new(Key, 16);
        gcm.Encrypt(Convert.FromHexString(nonce).AsSpan(), [], [], expected, message);
        Assert.That(Convert.ToHexString(signature), Is.EqualTo(Convert.ToHexString(expected)));
    }
}
