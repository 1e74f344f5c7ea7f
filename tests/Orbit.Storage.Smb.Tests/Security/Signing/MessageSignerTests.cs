using Orbit.Storage.Smb.Double.Recorded;
using Orbit.Storage.Smb.Security.Signing;

namespace Orbit.Storage.Smb.Tests.Security.Signing;

internal sealed class MessageSignerTests
{
    private const int SignatureOffset = 48;

    private static readonly byte[] Key = Convert.FromHexString(PublishedLogon.SigningKey);

    [Test]
    public void Verify_OfThePublishedAnswer_Succeeds()
    {
        using MessageSigner signer = MessageSigner.Create(SigningAlgorithm.AesCmac, Key);
        byte[] message = Convert.FromHexString(PublishedLogon.LastResponse);

        Assert.Multiple(() =>
        {
            Assert.That(signer.Verify(message), Is.True);
            Assert.That(Convert.ToHexString(message), Is.EqualTo(PublishedLogon.LastResponse), "The message is as it was.");
        });
    }

    [Test]
    public void Sign_OfThePublishedAnswer_GivesThePublishedSignature()
    {
        using MessageSigner signer = MessageSigner.Create(SigningAlgorithm.AesCmac, Key);
        byte[] message = Convert.FromHexString(PublishedLogon.LastResponse);
        message.AsSpan(SignatureOffset, MessageSigner.SignatureLength).Fill(0xEE);
        message[16] &= 0xF7;

        signer.Sign(message);

        Assert.That(Convert.ToHexString(message), Is.EqualTo(PublishedLogon.LastResponse));
    }

    [Test]
    public void Verify_AfterSign_Succeeds([Values] SigningAlgorithm algorithm, [Values(64, 65, 112, 70_000)] int length)
    {
        using MessageSigner signer = MessageSigner.Create(algorithm, Key);
        byte[] message = Message(length);

        signer.Sign(message);

        Assert.Multiple(() =>
        {
            Assert.That(signer.Verify(message), Is.True);
            Assert.That(message[16] & 0x08, Is.EqualTo(0x08), "The flag says that it is signed.");
        });
    }

    [Test]
    public void Verify_WithAnyBitChanged_Fails([Values] SigningAlgorithm algorithm)
    {
        using MessageSigner signer = MessageSigner.Create(algorithm, Key);
        byte[] message = Message(200);
        signer.Sign(message);
        List<int> accepted = [];
        for (int bit = 0; bit < message.Length * 8; bit++)
        {
            message[bit / 8] ^= (byte)(1 << (bit % 8));
            if (signer.Verify(message))
            {
                accepted.Add(bit);
            }

            message[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.That(accepted, Is.Empty);
    }

    [Test]
    public void Verify_WithBytesAddedOrTakenAway_Fails([Values] SigningAlgorithm algorithm)
    {
        using MessageSigner signer = MessageSigner.Create(algorithm, Key);
        byte[] message = Message(200);
        signer.Sign(message.AsSpan(0, 192));

        Assert.Multiple(() =>
        {
            Assert.That(signer.Verify(message), Is.False);
            Assert.That(signer.Verify(message.AsSpan(0, 184)), Is.False);
        });
    }

    [Test]
    public void Verify_WithAnotherKey_Fails([Values] SigningAlgorithm algorithm)
    {
        using MessageSigner signer = MessageSigner.Create(algorithm, Key);
        using MessageSigner other = MessageSigner.Create(algorithm, new byte[16]);
        byte[] message = Message(100);

        signer.Sign(message);

        Assert.That(other.Verify(message), Is.False);
    }

    [Test]
    public void Verify_WithoutSignature_Fails([Values] SigningAlgorithm algorithm)
    {
        using MessageSigner signer = MessageSigner.Create(algorithm, Key);

        Assert.That(signer.Verify(new byte[100]), Is.False);
    }

    [Test]
    public void Verify_ShorterThanAHeader_Fails([Values] SigningAlgorithm algorithm, [Values(0, 1, 48, 63)] int length)
    {
        using MessageSigner signer = MessageSigner.Create(algorithm, Key);

        Assert.That(signer.Verify(new byte[length]), Is.False);
    }

    [Test]
    public void Sign_ShorterThanAHeader_IsRefused([Values] SigningAlgorithm algorithm)
    {
        using MessageSigner signer = MessageSigner.Create(algorithm, Key);

        Assert.That(() => signer.Sign(new byte[63]), Throws.ArgumentException);
    }

    [Test]
    public void Sign_ByManyThreads_GivesWhatOneGives([Values] SigningAlgorithm algorithm)
    {
        using MessageSigner signer = MessageSigner.Create(algorithm, Key);
        byte[] expected = Message(3000);
        signer.Sign(expected);

        Parallel.For(0, 400, _ =>
        {
            byte[] message = Message(3000);
            signer.Sign(message);
            if (!message.AsSpan().SequenceEqual(expected) || !signer.Verify(message))
            {
                throw new InvalidOperationException("Another signature.");
            }
        });
    }

    [Test]
    public void SignAndVerify_OverAndOver_AllocateNothing([Values] SigningAlgorithm algorithm)
    {
        using MessageSigner signer = MessageSigner.Create(algorithm, Key);
        byte[] message = Message(70_000);
        Repeat(10);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Repeat(100);

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);

        void Repeat(int times)
        {
            for (int i = 0; i < times; i++)
            {
                signer.Sign(message);
                signer.Verify(message);
            }
        }
    }

    private static byte[] Message(int length)
    {
        byte[] message = new byte[length];
        new Random(length).NextBytes(message);
        return message;
    }
}
