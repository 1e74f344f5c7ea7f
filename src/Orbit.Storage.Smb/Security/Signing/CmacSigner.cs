using Orbit.Storage.Smb.Security.Primitives;

namespace Orbit.Storage.Smb.Security.Signing;

/// <summary>Signs with AES-128-CMAC, as the dialects 3.x do unless something else was agreed.</summary>
internal sealed class CmacSigner(ReadOnlySpan<byte> key) : MessageSigner
{
    private readonly CipherRack<AesCmac> _rack = new(key, static key => new AesCmac(key));

    protected override void Compute(ReadOnlySpan<byte> message, Span<byte> signature)
    {
        AesCmac cmac = _rack.Take();
        cmac.Compute(message, signature);
        _rack.PutBack(cmac);
    }

    protected override void Dispose(bool disposing) => _rack.Dispose();
}
