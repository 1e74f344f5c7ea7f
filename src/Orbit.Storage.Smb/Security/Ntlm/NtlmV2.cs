using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Orbit.Storage.Smb.Security.Ntlm;

/// <summary>The computations of NTLMv2 (MS-NLMP section 3.3.2 and 3.4.5). All keys are of 16 bytes.</summary>
internal static class NtlmV2
{
    /// <summary>Bytes of a key, a proof, a code.</summary>
    public const int KeyLength = 16;

    /// <summary>Computes the user's key from the password's hash. The domain counts as it is spelled, the user's name in capitals.</summary>
    public static void ResponseKey(ReadOnlySpan<byte> ntHash, string user, string domain, Span<byte> key) =>
        Hmac(ntHash, NtlmLayout.Unicode(user.ToUpperInvariant() + domain), [], key);

    /// <summary>Writes the response to a challenge: the proof, then what it proves.</summary>
    /// <param name="responseKey">From <see cref="ResponseKey"/>.</param>
    /// <param name="serverChallenge">8 bytes.</param>
    /// <param name="clientChallenge">8 random bytes.</param>
    /// <param name="time">A FILETIME.</param>
    /// <param name="targetInfo">The list, with its end.</param>
    public static byte[] Respond(
        ReadOnlySpan<byte> responseKey, ReadOnlySpan<byte> serverChallenge, ReadOnlySpan<byte> clientChallenge, long time, ReadOnlySpan<byte> targetInfo)
    {
        const int Start = KeyLength;
        const int TargetInfoStart = Start + 28;
        byte[] response = new byte[TargetInfoStart + targetInfo.Length + 4];
        Span<byte> proven = response.AsSpan(Start);
        proven[0] = 1;
        proven[1] = 1;
        BinaryPrimitives.WriteInt64LittleEndian(proven[8..], time);
        clientChallenge.CopyTo(proven[16..]);
        targetInfo.CopyTo(response.AsSpan(TargetInfoStart));
        Hmac(responseKey, serverChallenge, proven, response);
        return response;
    }

    /// <summary>Computes the key that the session key travels under.</summary>
    /// <param name="responseKey">From <see cref="ResponseKey"/>.</param>
    /// <param name="response">From <see cref="Respond"/>.</param>
    /// <param name="key">Receives it.</param>
    public static void SessionBaseKey(ReadOnlySpan<byte> responseKey, ReadOnlySpan<byte> response, Span<byte> key) => Hmac(responseKey, response[..KeyLength], [], key);

    /// <summary>Computes HMAC-MD5 over two pieces, which is what NTLM is made of.</summary>
    public static void Hmac(ReadOnlySpan<byte> key, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, Span<byte> code)
    {
        using IncrementalHash hash = IncrementalHash.CreateHMAC(HashAlgorithmName.MD5, key);
        hash.AppendData(first);
        hash.AppendData(second);
        hash.GetHashAndReset(code);
    }
}
