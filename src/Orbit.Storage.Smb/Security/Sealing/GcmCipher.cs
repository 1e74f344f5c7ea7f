using System.Security.Cryptography;
using Orbit.Storage.Smb.Security.Primitives;

namespace Orbit.Storage.Smb.Security.Sealing;

/// <summary>AES-GCM, with the key length that the key has.</summary>
internal sealed class GcmCipher(ReadOnlySpan<byte> key) : AeadCipher
{
    private readonly CipherRack<AesGcm> _rack = new(key, static key => new AesGcm(key, TagLength));

    public override int NonceLength => 12;

    public override void Encrypt(ReadOnlySpan<byte> nonce, Span<byte> content, Span<byte> tag, ReadOnlySpan<byte> associated)
    {
        AesGcm cipher = _rack.Take();
        cipher.Encrypt(nonce, content, content, tag, associated);
        _rack.PutBack(cipher);
    }

    protected override void Decrypt(ReadOnlySpan<byte> nonce, Span<byte> content, ReadOnlySpan<byte> tag, ReadOnlySpan<byte> associated)
    {
        AesGcm cipher = _rack.Take();
        try
        {
            cipher.Decrypt(nonce, content, tag, content, associated);
        }
        finally
        {
            _rack.PutBack(cipher);
        }
    }

    protected override void Dispose(bool disposing) => _rack.Dispose();
}
