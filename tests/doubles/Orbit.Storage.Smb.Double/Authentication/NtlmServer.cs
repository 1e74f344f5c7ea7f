using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Orbit.Storage.Smb.Security.Ntlm;
using Orbit.Storage.Smb.Security.Primitives;

namespace Orbit.Storage.Smb.Double.Authentication;

/// <summary>The server's side of NTLMv2, strict: it proves the response, unwraps the session key and checks the code over the three messages.</summary>
internal sealed class NtlmServer
{
    private const int MicOffset = 72;
    private const int MicLength = 16;

    private byte[] _negotiate = [];
    private byte[] _challenge = [];

    public string User { get; init; } = "user";

    public string Password { get; init; } = "password";

    public NtlmFlags Flags { get; init; } = NtlmFlags.Offered;

    public byte[] ServerChallenge { get; init; } = RandomNumberGenerator.GetBytes(8);

    /// <summary>A FILETIME, or null for a server that says no time.</summary>
    public long? Time { get; init; } = 0x01D0_AECB_ADF5_A1A1;

    public byte[] SessionKey { get; private set; } = [];

    public byte[] TargetInfo { get; private set; } = [];

    /// <summary>Why the last logon was refused, or null.</summary>
    public string? Refusal { get; private set; }

    public bool IsAnonymous { get; private set; }

    public byte[] Challenge(byte[] negotiate)
    {
        _negotiate = negotiate;
        List<byte> pairs = [];
        AddPair(pairs, 2, Encoding.Unicode.GetBytes("DOUBLE"));
        AddPair(pairs, 1, Encoding.Unicode.GetBytes("DOUBLE"));
        if (Time is { } time)
        {
            byte[] value = new byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(value, time);
            AddPair(pairs, 7, value);
        }

        AddPair(pairs, 0, []);
        TargetInfo = [.. pairs];
        byte[] name = Encoding.Unicode.GetBytes("DOUBLE");
        byte[] message = new byte[56 + name.Length + pairs.Count];
        NtlmLayout.WriteStart(message, 2);
        int offset = NtlmLayout.WriteField(message, 12, 56, name);
        BinaryPrimitives.WriteUInt32LittleEndian(message.AsSpan(20), (uint)Flags);
        ServerChallenge.CopyTo(message, 24);
        NtlmLayout.WriteField(message, 40, offset, TargetInfo);
        return _challenge = message;
    }

    /// <summary>Says whether the user is who they say; if so, <see cref="SessionKey"/> stands.</summary>
    public bool Accept(byte[] authenticate)
    {
        Refusal = Check(authenticate);
        return Refusal is null;
    }

    private static void AddPair(List<byte> pairs, ushort id, byte[] value) =>
        pairs.AddRange([(byte)id, (byte)(id >> 8), (byte)value.Length, (byte)(value.Length >> 8), .. value]);

    private string? Check(byte[] message)
    {
        if (BinaryPrimitives.ReadUInt32LittleEndian(message.AsSpan(8)) != 3)
        {
            return "Not the third message.";
        }

        byte[] lm = Field(message, 12);
        byte[] nt = Field(message, 20);
        string domain = Encoding.Unicode.GetString(Field(message, 28));
        string user = Encoding.Unicode.GetString(Field(message, 36));
        byte[] wrapped = Field(message, 52);
        NtlmFlags flags = (NtlmFlags)BinaryPrimitives.ReadUInt32LittleEndian(message.AsSpan(60));
        byte[] baseKey = new byte[16];
        IsAnonymous = user.Length == 0 && nt.Length == 0;
        if (!IsAnonymous)
        {
            byte[] hash = new byte[16];
            Md4.Hash(Encoding.Unicode.GetBytes(Password), hash);
            byte[] key = HMACMD5.HashData(hash, Encoding.Unicode.GetBytes(user.ToUpperInvariant() + domain));
            byte[] challenged = [.. ServerChallenge, .. nt[16..]];
            byte[] proof = HMACMD5.HashData(key, challenged);
            if (!user.Equals(User, StringComparison.OrdinalIgnoreCase) || !proof.AsSpan().SequenceEqual(nt.AsSpan(0, 16)))
            {
                return "Wrong user or password.";
            }

            if (lm.AsSpan().IndexOfAnyExcept((byte)0) >= 0 || lm.Length != 24)
            {
                return "There is a response of NTLMv1.";
            }

            baseKey = HMACMD5.HashData(key, proof);
        }

        SessionKey = flags.HasFlag(NtlmFlags.KeyExchange) ? Unwrap(baseKey, wrapped) : baseKey;
        return IsAnonymous || Time is null || HasRightMic(message) ? null : "The code over the messages is wrong.";
    }

    private bool HasRightMic(byte[] message)
    {
        byte[] received = message[MicOffset..(MicOffset + MicLength)];
        byte[] cleared = [.. message];
        cleared.AsSpan(MicOffset, MicLength).Clear();
        byte[] messages = [.. _negotiate, .. _challenge, .. cleared];
        return HMACMD5.HashData(SessionKey, messages).AsSpan().SequenceEqual(received);
    }

    private static byte[] Unwrap(byte[] key, byte[] wrapped)
    {
        using Rc4 cipher = new(key);
        byte[] plain = new byte[wrapped.Length];
        cipher.Transform(wrapped, plain);
        return plain;
    }

    private static byte[] Field(byte[] message, int offset) => NtlmLayout.TryReadField(message, offset, out ReadOnlySpan<byte> content)
        ? content.ToArray()
        : throw new InvalidDataException("A field points outside of the message.");
}
