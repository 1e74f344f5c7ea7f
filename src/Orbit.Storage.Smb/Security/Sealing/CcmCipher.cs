using System.Security.Cryptography;
using Orbit.Storage.Smb.Security.Primitives;

namespace Orbit.Storage.Smb.Security.Sealing;

/// <summary>AES-CCM, with the key length that the key has.</summary>
internal sealed class CcmCipher(ReadOnlySpan<byte> key) : AeadCipher
{
    private readonly CipherRack<AesCcm> _rack = new(key, static key => new AesCcm(key));

    public override int NonceLength => 11;

    public override void Encrypt(ReadOnlySpan<byte> nonce, Span<byte> content, Span<byte> tag, ReadOnlySpan<byte> associated)
    {
        AesCcm cipher = _rack.Take();
        cipher.Encrypt(nonce, content, content, tag, associated);
        _rack.PutBack(cipher);
    }

    protected override void Decrypt(ReadOnlySpan<byte> nonce, Span<byte> content, ReadOnlySpan<byte> tag, ReadOnlySpan<byte> associated)
    {
        AesCcm cipher = _rack.Take();
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
