using System.Security.Cryptography;

namespace Orbit.Storage.Smb.Security.Signing;

/// <summary>Signs with the first half of HMAC-SHA256, as dialect 2.1 does.</summary>
internal sealed class HmacSigner(ReadOnlySpan<byte> key) : MessageSigner
{
    private readonly byte[] _key = key.ToArray();

    protected override void Compute(ReadOnlySpan<byte> message, Span<byte> signature)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, message, hash);
        hash[..SignatureLength].CopyTo(signature);
    }

    protected override void Dispose(bool disposing) => CryptographicOperations.ZeroMemory(_key);
}
