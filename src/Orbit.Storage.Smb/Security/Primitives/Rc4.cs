using System.Security.Cryptography;

namespace Orbit.Storage.Smb.Security.Primitives;

/// <summary>
/// Encrypts and decrypts with RC4, as NTLM does with the session key and the checksums of its signatures (MS-NLMP section 3.4). Broken as a cipher; nothing else uses it. .NET has none.
/// </summary>
internal sealed class Rc4 : IDisposable
{
    private const int StateLength = 256;

    private readonly byte[] _state = new byte[StateLength];
    private byte _i;
    private byte _j;

    public Rc4(ReadOnlySpan<byte> key)
    {
        for (int i = 0; i < StateLength; i++)
        {
            _state[i] = (byte)i;
        }

        byte j = 0;
        for (int i = 0; i < StateLength; i++)
        {
            j += (byte)(_state[i] + key[i % key.Length]);
            (_state[i], _state[j]) = (_state[j], _state[i]);
        }
    }

    /// <summary>Goes on where the last call ended.</summary>
    /// <param name="source">As long as <paramref name="destination"/>; may be the same.</param>
    /// <param name="destination">Receives the result.</param>
    public void Transform(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        for (int k = 0; k < source.Length; k++)
        {
            _j += _state[++_i];
            (_state[_i], _state[_j]) = (_state[_j], _state[_i]);
            destination[k] = (byte)(source[k] ^ _state[(byte)(_state[_i] + _state[_j])]);
        }
    }

    public void Dispose() => CryptographicOperations.ZeroMemory(_state);
}
