using System.Text;
using System.Text.Unicode;

namespace Orbit.Storage.Ssh;

/// <summary>
/// Names between paths and the wire. SSH.NET carries names as text; its connections read and write that text byte for byte (ISO 8859-1), and here each
/// byte becomes part of UTF-8 or, where it is not, a lone surrogate U+DC80 to U+DCFF that comes back as that byte: no name is lost or mistaken.
/// </summary>
internal static class SftpPath
{
    private const int EscapeBase = 0xDC00;

    // PATH_MAX of Linux, which OpenSSH's server uses for its buffers.
    private const int LongestResolved = 4096;

    /// <summary>The bytes of a path's UTF-8 form, one in each character.</summary>
    public static string ToWire(string path)
    {
        if (Ascii.IsValid(path))
        {
            return path;
        }

        StringBuilder wire = new(path.Length * 2);
        Span<byte> utf8 = stackalloc byte[4];
        for (ReadOnlySpan<char> rest = path; !rest.IsEmpty;)
        {
            bool isRune = Rune.DecodeFromUtf16(rest, out Rune rune, out int length) == System.Buffers.OperationStatus.Done;
            if (!isRune)
            {
                wire.Append((char)(byte)(rest[0] - EscapeBase));
            }

            foreach (byte one in utf8[..(isRune ? rune.EncodeToUtf8(utf8) : 0)])
            {
                wire.Append((char)one);
            }

            rest = rest[length..];
        }

        return wire.ToString();
    }

    /// <summary>The name on the server of what a path leads to.</summary>
    public static string NameOf(string root, StoragePath path) => path.IsRoot ? root : Combine(root, ToWire(path.Value));

    public static string FromWire(string wire)
    {
        if (Ascii.IsValid(wire))
        {
            return wire;
        }

        byte[] bytes = Encoding.Latin1.GetBytes(wire);
        return Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : Escape(bytes);
    }

    public static string Combine(string directory, string name) => directory.EndsWith('/') ? directory + name : $"{directory}/{name}";

    public static string DirectoryOf(string full) => full[..Math.Max(1, full.LastIndexOf('/'))];

    public static string LastOf(string full) => full[(full.LastIndexOf('/') + 1)..];

    /// <summary>
    /// The same file, spelled so that OpenSSH resolves the directory and not the last name: the whole is longer than what it resolves, the directory is
    /// not, and SSH.NET then puts the two together itself (docs/decisions/0105).
    /// </summary>
    public static string Unresolved(string full)
    {
        string directory = DirectoryOf(full);
        return directory.Length >= LongestResolved ? full : string.Concat(directory, new string('/', LongestResolved - directory.Length), "/", LastOf(full));
    }

    private static string Escape(ReadOnlySpan<byte> name)
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
}
