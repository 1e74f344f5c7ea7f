using System.Text;
using System.Text.Unicode;

namespace Orbit.Storage.Local.Linux;

/// <summary>
/// Names between bytes and text. A byte that is not part of valid UTF-8 becomes a lone surrogate U+DC80 to U+DCFF and comes back as that
/// byte (the scheme of Python's PEP 383): <see cref="StoragePath"/> then binds the path to its backend, and no name is lost or mistaken.
/// </summary>
internal static class LinuxName
{
    private const int EscapeBase = 0xDC00;

    private static ReadOnlySpan<byte> TemporaryStart => ".orbit-"u8;

    /// <summary>The bytes, with NUL behind.</summary>
    public static byte[] Encode(ReadOnlySpan<char> name)
    {
        int lone = IndexOfEscape(name);
        if (lone < 0)
        {
            byte[] bytes = new byte[Encoding.UTF8.GetByteCount(name) + 1];
            Encoding.UTF8.GetBytes(name, bytes);
            return bytes;
        }

        List<byte> escaped = new(name.Length * 3);
        for (; lone >= 0; lone = IndexOfEscape(name))
        {
            escaped.AddRange(Encode(name[..lone]).AsSpan(..^1));
            escaped.Add((byte)(name[lone] - EscapeBase));
            name = name[(lone + 1)..];
        }

        escaped.AddRange(Encode(name).AsSpan());
        return [.. escaped];
    }

    public static string Decode(ReadOnlySpan<byte> name) => Utf8.IsValid(name) ? Encoding.UTF8.GetString(name) : DecodeEscaping(name);

    /// <summary>Whether a name (NUL behind) is that of a write in progress.</summary>
    public static bool IsTemporary(ReadOnlySpan<byte> name)
    {
        if (name[0] != (byte)'.' || !name.StartsWith(TemporaryStart))
        {
            return false;
        }

        return TemporaryName.IsMatch(Decode(name[..^1]));
    }

    private static string DecodeEscaping(ReadOnlySpan<byte> name)
    {
        StringBuilder text = new(name.Length);
        while (!name.IsEmpty)
        {
            bool isValid = Rune.DecodeFromUtf8(name, out Rune rune, out int length) == System.Buffers.OperationStatus.Done;
            for (int i = 0; i < length && !isValid; i++)
            {
                text.Append((char)(EscapeBase + name[i]));
            }

            text.Append(isValid ? rune.ToString() : "");
            name = name[length..];
        }

        return text.ToString();
    }

    private static int IndexOfEscape(ReadOnlySpan<char> name)
    {
        for (int from = 0; ;)
        {
            int at = name[from..].IndexOfAnyInRange((char)(EscapeBase + 0x80), (char)(EscapeBase + 0xFF));
            if (at < 0)
            {
                return -1;
            }

            at += from;
            if (at == 0 || !char.IsHighSurrogate(name[at - 1]))
            {
                return at;
            }

            from = at + 1;
        }
    }
}
