using System.Globalization;
using System.Text;

namespace Orbit.Storage.S3.Double.Wire;

/// <summary>Writes S3's documents, quickly enough for ten million keys.</summary>
internal static class Xml
{
    public const string Declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

    public static StringBuilder Begin(string root) => new StringBuilder(Declaration, 1024).Append('<').Append(root).Append(" xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">");

    public static StringBuilder Open(this StringBuilder xml, string name) => xml.Append('<').Append(name).Append('>');

    public static StringBuilder End(this StringBuilder xml, string name) => xml.Append("</").Append(name).Append('>');

    public static StringBuilder Element(this StringBuilder xml, string name, string? value)
    {
        if (value is null)
        {
            return xml;
        }

        Escape(xml.Open(name), value);
        return xml.End(name);
    }

    public static StringBuilder Element(this StringBuilder xml, string name, long value) => xml.Open(name).Append(value).End(name);

    public static StringBuilder Element(this StringBuilder xml, string name, bool value) => xml.Open(name).Append(value ? "true" : "false").End(name);

    public static StringBuilder Element(this StringBuilder xml, string name, DateTimeOffset value)
    {
        Span<char> text = stackalloc char[32];
        value.UtcDateTime.TryFormat(text, out int length, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        return xml.Open(name).Append(text[..length]).End(name);
    }

    // Control characters, which XML 1.0 cannot hold, come as references all the same: so S3 sends them, and so parsers stumble over them.
    private static void Escape(StringBuilder xml, string value)
    {
        foreach (char letter in value)
        {
            _ = letter switch
            {
                '<' => xml.Append("&lt;"),
                '>' => xml.Append("&gt;"),
                '&' => xml.Append("&amp;"),
                '"' => xml.Append("&quot;"),
                < ' ' => xml.Append(CultureInfo.InvariantCulture, $"&#x{(int)letter:x};"),
                _ => xml.Append(letter),
            };
        }
    }
}
