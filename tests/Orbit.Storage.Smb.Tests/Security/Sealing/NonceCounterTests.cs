using System.Security.Cryptography;
using Orbit.Storage.Smb.Security.Sealing;

namespace Orbit.Storage.Smb.Tests.Security.Sealing;

public sealed class NonceCounterTests
{
    [TestCase(12, "AAAAAAAA" + "0000000000000000", "AAAAAAAA" + "0100000000000000")]
    [TestCase(11, "AAAAAA" + "0000000000000000", "AAAAAA" + "0100000000000000")]
    public void Next_Twice_CountsBehindThePrefix(int length, string first, string second)
    {
        NonceCounter counter = new(length, static prefix => prefix.Fill(0xAA));

        Assert.That(new[] { Next(counter, length), Next(counter, length) }, Is.EqualTo(new[] { first, second }));
    }

    [Test]
    public void Next_AtTheCountersEnd_IsRefusedForEver()
    {
        NonceCounter counter = new(12, RandomNumberGenerator.Fill, ulong.MaxValue - uint.MaxValue - 1);
        Next(counter, 12);

        Assert.Multiple(() =>
        {
            Assert.That(() => Next(counter, 12), Throws.InvalidOperationException);
            Assert.That(() => Next(counter, 12), Throws.InvalidOperationException);
        });
    }

    [Test]
    public void Seal_AtTheCountersEnd_IsRefused()
    {
        using MessageSealer sealer = new(CipherAlgorithm.Aes128Gcm, new byte[16], 1, RandomNumberGenerator.Fill, ulong.MaxValue);

        Assert.That(() => sealer.Seal(new byte[100]), Throws.InvalidOperationException);
    }

    private static string Next(NonceCounter counter, int length)
    {
        byte[] nonce = new byte[length];
        counter.Next(nonce);
        return Convert.ToHexString(nonce);
    }
}
