using System.Text;

namespace Orbit.Storage.S3.Double.Wire;

/// <summary>The request target as it came over the wire, taken apart without anybody's normalisation.</summary>
internal sealed class RawTarget
{
    public RawTarget(string target)
    {
        int question = target.IndexOf('?');
        Path = Decode(question < 0 ? target : target[..question]);
        List<KeyValuePair<string, string>> parameters = [];
        foreach (string pair in (question < 0 ? "" : target[(question + 1)..]).Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = pair.IndexOf('=');
            parameters.Add(new(Decode(equals < 0 ? pair : pair[..equals]), equals < 0 ? "" : Decode(pair[(equals + 1)..])));
        }

        Parameters = parameters;
        Query = parameters.GroupBy(pair => pair.Key).ToDictionary(group => group.Key, group => group.First().Value, StringComparer.Ordinal);
    }

    /// <summary>Decoded, with its leading slash.</summary>
    public string Path { get; }

    public IReadOnlyList<KeyValuePair<string, string>> Parameters { get; }

    public Dictionary<string, string> Query { get; }

    /// <summary>The URI encoding of Signature Version 4: everything but letters, digits and <c>-._~</c>, and the slash where it is a path.</summary>
    public static string Encode(string text, bool keepsSlashes)
    {
        StringBuilder encoded = new();
        foreach (byte value in Encoding.UTF8.GetBytes(text))
        {
            char letter = (char)value;
            _ = char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.' or '_' or '~' || (keepsSlashes && letter == '/')
                ? encoded.Append(letter)
                : encoded.Append('%').Append(value.ToString("X2", null));
        }

        return encoded.ToString();
    }

    // A plus is a plus: S3 clients encode spaces as %20 in signed targets.
    private static string Decode(string text) => Uri.UnescapeDataString(text);
}
