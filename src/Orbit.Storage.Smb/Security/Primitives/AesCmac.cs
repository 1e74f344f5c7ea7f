using System.Security.Cryptography;

namespace Orbit.Storage.Smb.Security.Primitives;

/// <summary>
/// Computes AES-CMAC (RFC 4493). One cipher chain serves all messages: the first block of each is combined with the chain's last, which puts the chain back to its beginning. For one thread at a
/// time.
/// </summary>
internal sealed class AesCmac : IDisposable
{
    private const int BlockLength = 16;
    private const int ScratchLength = 16 * 1024;
    private const byte ReductionByte = 0x87;

    private readonly Aes _aes = Aes.Create();
    private readonly ICryptoTransform _chain;
    private readonly byte[] _scratch = new byte[ScratchLength];
    private readonly byte[] _last = new byte[BlockLength];
    private readonly byte[] _wholeKey = new byte[BlockLength];
    private readonly byte[] _paddedKey = new byte[BlockLength];

    /// <param name="key">16 bytes, which are copied.</param>
    public AesCmac(byte[] key)
    {
        _aes.Mode = CipherMode.CBC;
        _aes.Padding = PaddingMode.None;
        _chain = _aes.CreateEncryptor(key, new byte[BlockLength]);
        Span<byte> zero = stackalloc byte[BlockLength];
        zero.Clear();
        Encrypt(zero);
        Double(_last, _wholeKey);
        Double(_wholeKey, _paddedKey);
    }

    /// <param name="message">Of any length.</param>
    /// <param name="mac">Receives 16 bytes.</param>
    public void Compute(ReadOnlySpan<byte> message, Span<byte> mac)
    {
        // The last block goes apart: it is combined with a subkey, and padded where it is not whole.
        int lastLength = message.IsEmpty ? 0 : ((message.Length - 1) % BlockLength) + 1;
        ReadOnlySpan<byte> head = message[..^lastLength];
        Span<byte> last = stackalloc byte[BlockLength];
        last.Clear();
        message[^lastLength..].CopyTo(last);
        if (lastLength < BlockLength)
        {
            last[lastLength] = 0x80;
        }

        Combine(last, lastLength == BlockLength ? _wholeKey : _paddedKey);
        bool isFirst = true;
        while (!head.IsEmpty)
        {
            int length = Math.Min(head.Length, ScratchLength);
            head[..length].CopyTo(_scratch);
            Chain(length, isFirst);
            isFirst = false;
            head = head[length..];
        }

        last.CopyTo(_scratch);
        Chain(BlockLength, isFirst);
        _last.CopyTo(mac);
    }

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_scratch);
        CryptographicOperations.ZeroMemory(_wholeKey);
        CryptographicOperations.ZeroMemory(_paddedKey);
        _chain.Dispose();
        _aes.Dispose();
    }

    private void Encrypt(ReadOnlySpan<byte> block)
    {
        block.CopyTo(_scratch);
        Chain(BlockLength, isFirst: true);
    }

    private void Chain(int length, bool isFirst)
    {
        if (isFirst)
        {
            Combine(_scratch.AsSpan(0, BlockLength), _last);
        }

        _chain.TransformBlock(_scratch, 0, length, _scratch, 0);
        _scratch.AsSpan(length - BlockLength, BlockLength).CopyTo(_last);
    }

    private static void Combine(Span<byte> block, ReadOnlySpan<byte> with)
    {
        for (int i = 0; i < BlockLength; i++)
        {
            block[i] ^= with[i];
        }
    }

    /// <summary>Doubles in the field of 2^128 elements: a shift by one bit, and the polynomial where a bit falls out.</summary>
    private static void Double(ReadOnlySpan<byte> value, Span<byte> doubled)
    {
        for (int i = 0; i < BlockLength - 1; i++)
        {
            doubled[i] = (byte)((value[i] << 1) | (value[i + 1] >> 7));
        }

        int carry = value[0] >> 7;
        doubled[BlockLength - 1] = (byte)((value[BlockLength - 1] << 1) ^ (carry * ReductionByte));
    }
}
