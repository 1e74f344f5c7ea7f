using System.Buffers;
using System.Text;

namespace Orbit.Storage.S3;

/// <summary>
/// Users' metadata as headers carry it. Headers are printable ASCII; any other value travels as encoded words (RFC 2047 section 2), which is also how Amazon S3
/// itself returns such values. A value that looks like one is encoded too, so that every value comes back as it was.
/// </summary>
internal static class S3Metadata
{
    private const string Start = "=?UTF-8?B?";
    private const string End = "?=";

    // What base64 makes of 45 bytes keeps a word within the 75 characters that RFC 2047 allows.
    private const int BytesPerWord = 45;

    private static readonly SearchValues<char> Printable = SearchValues.Create(" !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    /// <summary>Whether a header can carry a text as it is.</summary>
    public static bool IsPrintable(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(Printable);

    /// <summary>Writes a value.</summary>
    public static string Encode(string value)
    {
        bool isPlain = IsPrintable(value) && value.AsSpan().Trim(' ').Length == value.Length && !value.Contains("=?", StringComparison.Ordinal);
        if (isPlain)
        {
            return value;
        }

        StringBuilder words = new();
        Span<byte> bytes = stackalloc byte[BytesPerWord];
        for (ReadOnlySpan<char> rest = value; !rest.IsEmpty || words.Length == 0;)
        {
            int count = FillWord(rest, bytes, out int taken);
            words.Append(words.Length == 0 ? "" : " ").Append(Start).Append(Convert.ToBase64String(bytes[..count])).Append(End);
            rest = rest[taken..];
        }

        return words.ToString();
    }

    /// <summary>Reads a value. What is not wholly made of this class's words is somebody else's, and comes as it is.</summary>
    public static string Decode(string value)
    {
        if (!value.StartsWith(Start, StringComparison.OrdinalIgnoreCase))
        {
            return value;
        }

        ArrayBufferWriter<byte> bytes = new(value.Length);
        foreach (Range word in SplitWords(value))
        {
            ReadOnlySpan<char> text = value.AsSpan(word);
            bool isWord = text.StartsWith(Start, StringComparison.OrdinalIgnoreCase) && text.EndsWith(End, StringComparison.Ordinal) && text.Length >= Start.Length + End.Length;
            if (!isWord || !Convert.TryFromBase64Chars(text[Start.Length..^End.Length], bytes.GetSpan(text.Length), out int count))
            {
                return value;
            }

            bytes.Advance(count);
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    // A character is never cut in two: each word is UTF-8 by itself.
    private static int FillWord(ReadOnlySpan<char> text, Span<byte> bytes, out int taken)
    {
        Encoding.UTF8.GetEncoder().Convert(text, bytes, flush: true, out taken, out int count, out _);
        return count;
    }

    private static IEnumerable<Range> SplitWords(string value)
    {
        int start = 0;
        for (int end; (end = value.IndexOf(' ', start)) >= 0; start = end + 1)
        {
            yield return start..end;
        }

        yield return start..;
    }
}
