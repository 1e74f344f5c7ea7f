using System.Security.Cryptography;
using Orbit.Storage.Smb.Security.Sealing;

namespace Orbit.Storage.Smb.Tests.Security.Sealing;

internal sealed class MessageSealingTests
{
    private const ulong SessionId = 0x0123_4567_89AB_CDEF;

    [Test]
    public void TryOpen_AfterSeal_GivesTheMessage([Values] CipherAlgorithm cipher, [Values(1, 64, 1000, 1_048_700)] int length)
    {
        using Pair pair = new(cipher);
        byte[] message = Message(length);
        byte[] frame = pair.Seal(message);
        bool isSealed = frame.AsSpan(TransformHeader.Length).IndexOf(message) < 0;

        bool isOpened = pair.Opener.TryOpen(frame);

        Assert.Multiple(() =>
        {
            Assert.That(isSealed, Is.True);
            Assert.That(TransformHeader.IsAt(frame), Is.True);
            Assert.That(TransformHeader.SessionIdOf(frame), Is.EqualTo(SessionId));
            Assert.That(isOpened, Is.True);
            Assert.That(frame.AsSpan(TransformHeader.Length).SequenceEqual(message), Is.True);
        });
    }

    [Test]
    public void TryOpen_WithAnyBitChanged_Fails([Values] CipherAlgorithm cipher)
    {
        using Pair pair = new(cipher);
        byte[] whole = pair.Seal(Message(80));
        List<int> accepted = [];
        for (int bit = 0; bit < whole.Length * 8; bit++)
        {
            byte[] frame = [.. whole];
            frame[bit / 8] ^= (byte)(1 << (bit % 8));
            if (pair.Opener.TryOpen(frame))
            {
                accepted.Add(bit);
            }
        }

        Assert.That(accepted, Is.Empty);
    }

    [Test]
    public void TryOpen_CutOffAnywhere_Fails([Values] CipherAlgorithm cipher)
    {
        using Pair pair = new(cipher);
        byte[] whole = pair.Seal(Message(80));

        Assert.That(Enumerable.Range(0, whole.Length).Where(length => pair.Opener.TryOpen(whole.AsSpan(0, length))), Is.Empty);
    }

    [Test]
    public void TryOpen_OfTheOtherDirection_Fails([Values] CipherAlgorithm cipher)
    {
        using Pair pair = new(cipher);
        using Pair other = new(cipher);

        Assert.That(other.Opener.TryOpen(pair.Seal(Message(80))), Is.False);
    }

    [Test]
    public void Seal_TheSameAgain_TakesAnotherNonce([Values] CipherAlgorithm cipher)
    {
        using Pair pair = new(cipher);
        string[] nonces = [.. Enumerable.Range(0, 1000).Select(_ => Convert.ToHexString(pair.Seal(Message(1)).AsSpan(20, 16)))];

        Assert.That(nonces, Is.Unique);
    }

    [Test]
    public void Seal_OfNothing_IsRefused()
    {
        using Pair pair = new(CipherAlgorithm.Aes128Gcm);

        Assert.That(() => pair.Seal([]), Throws.ArgumentException);
    }

    [Test]
    public void SealAndOpen_ByManyThreads_LoseNothing([Values] CipherAlgorithm cipher)
    {
        using Pair pair = new(cipher);
        byte[] message = Message(3000);

        Parallel.For(0, 400, _ =>
        {
            byte[] frame = pair.Seal(message);
            if (!pair.Opener.TryOpen(frame) || !frame.AsSpan(TransformHeader.Length).SequenceEqual(message))
            {
                throw new InvalidOperationException("Another message.");
            }
        });
    }

    [Test]
    public void SealAndOpen_OverAndOver_AllocateNothingOfTheirOwn([Values] CipherAlgorithm cipher)
    {
        using Pair pair = new(cipher);
        byte[] frame = new byte[TransformHeader.Length + 70_000];
        Repeat(10);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Repeat(100);

        // Where .NET uses OpenSSL, its CCM makes a native context for each call, whose handle is an object.
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThanOrEqualTo(cipher.IsCcm() ? 200 * 200 : 0));

        void Repeat(int times)
        {
            for (int i = 0; i < times; i++)
            {
                pair.Sealer.Seal(frame);
                pair.Opener.TryOpen(frame);
            }
        }
    }

    private static byte[] Message(int length)
    {
        byte[] message = new byte[length];
        new Random(length).NextBytes(message);
        return message;
    }

    private sealed class Pair : IDisposable
    {
        public Pair(CipherAlgorithm cipher)
        {
            byte[] key = RandomNumberGenerator.GetBytes(cipher.KeyLength());
            Sealer = new MessageSealer(cipher, key, SessionId, RandomNumberGenerator.Fill);
            Opener = new MessageOpener(cipher, key, SessionId);
        }

        public MessageSealer Sealer { get; }

        public MessageOpener Opener { get; }

        public byte[] Seal(byte[] message)
        {
            byte[] frame = [.. new byte[MessageSealer.HeaderLength], .. message];
            Sealer.Seal(frame);
            return frame;
        }

        public void Dispose()
        {
            Sealer.Dispose();
            Opener.Dispose();
        }
    }
}
