using System.Security.Cryptography;
using Orbit.Storage.Smb.Security.Primitives;

namespace Orbit.Storage.Smb.Tests.Security.Primitives;

public sealed class AesCmacTests
{
    private const string Key = "2b7e151628aed2a6abf7158809cf4f3c";
    private const string Message =
        "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e5130c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710";

    [TestCase(0, "bb1d6929e95937287fa37d129b756746")]
    [TestCase(16, "070a16b46b4d4144f79bdd9dd04a287c")]
    [TestCase(40, "dfa66747de9ae63030ca32611497c827")]
    [TestCase(64, "51f0bebf7e3b9d92fc49741779363cfe")]
    public void Compute_OfRfc4493_IsPublishedValue(int length, string expected)
    {
        using AesCmac cmac = new(Convert.FromHexString(Key));

        Assert.That(Compute(cmac, Convert.FromHexString(Message).AsSpan(0, length)), Is.EqualTo(expected));
    }

    [Test]
    public void Compute_OneAfterAnother_ForgetsThePrevious()
    {
        using AesCmac cmac = new(Convert.FromHexString(Key));
        byte[] message = Convert.FromHexString(Message);

        string[] codes = [Compute(cmac, message), Compute(cmac, message.AsSpan(0, 40)), Compute(cmac, []), Compute(cmac, message)];

        Assert.That(
            codes,
            Is.EqualTo(new[]
            {
                "51f0bebf7e3b9d92fc49741779363cfe", "dfa66747de9ae63030ca32611497c827", "bb1d6929e95937287fa37d129b756746", "51f0bebf7e3b9d92fc49741779363cfe",
            }));
    }

    [TestCase(16 * 1024)]
    [TestCase((16 * 1024) + 1)]
    [TestCase((32 * 1024) + 16)]
    [TestCase(100_003)]
    public void Compute_LongerThanScratch_EqualsBlockByBlock(int length)
    {
        byte[] key = Convert.FromHexString(Key);
        byte[] message = new byte[length];
        new Random(length).NextBytes(message);
        using AesCmac cmac = new(key);

        Assert.That(Compute(cmac, message), Is.EqualTo(BlockByBlock(key, message)));
    }

    private static string Compute(AesCmac cmac, ReadOnlySpan<byte> message)
    {
        byte[] code = new byte[16];
        cmac.Compute(message, code);
        return Convert.ToHexStringLower(code);
    }

    /// <summary>RFC 4493 section 2.4, spelled out.</summary>
    private static string BlockByBlock(byte[] key, ReadOnlySpan<byte> message)
    {
        using Aes aes = Aes.Create();
        aes.Key = key;
        byte[] subkey = Double(aes.EncryptEcb(new byte[16], PaddingMode.None));
        int last = (message.Length - 1) / 16 * 16;
        byte[] padded = new byte[16];
        message[last..].CopyTo(padded);
        if (message.Length - last < 16)
        {
            padded[message.Length - last] = 0x80;
            subkey = Double(subkey);
        }

        byte[] chain = new byte[16];
        for (int i = 0; i < last; i += 16)
        {
            chain = aes.EncryptEcb(Xor(chain, message.Slice(i, 16)), PaddingMode.None);
        }

        return Convert.ToHexStringLower(aes.EncryptEcb(Xor(chain, Xor(padded, subkey)), PaddingMode.None));
    }

    private static byte[] Xor(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        byte[] result = left.ToArray();
        for (int i = 0; i < result.Length; i++)
        {
            result[i] ^= right[i];
        }

        return result;
    }

    private static byte[] Double(byte[] value)
    {
        UInt128 number = System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(value);
        byte[] doubled = new byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(doubled, (number << 1) ^ ((number >> 127) * 0x87));
        return doubled;
    }
}
