using System.Text;

namespace Orbit.Storage;

/// <summary>What holds for paths on every backend.</summary>
internal static class StoragePathSyntax
{
    /// <summary>What no backend accepts in a path, in words, or null.</summary>
    public static string? FindProblem(ReadOnlySpan<char> value)
    {
        // Three vectorised passes clear almost every path. A dot alone would not do as the suspect: most names have an extension.
        bool isSuspect = value is ['.', ..] || value.Contains("/.", StringComparison.Ordinal) || value.Contains('\0') || value.ContainsAnyInRange('\ud800', '\udfff');
        return isSuspect ? FindProblemSlowly(value) : null;
    }

    /// <summary>The order of the UTF-8 bytes. UTF-16 order differs where a surrogate meets U+E000 to U+FFFF.</summary>
    public static int CompareUtf8(string left, string right)
    {
        int at = left.AsSpan().CommonPrefixLength(right);
        if (at == left.Length || at == right.Length)
        {
            return left.Length.CompareTo(right.Length);
        }

        char a = left[at];
        char b = right[at];
        return char.IsSurrogate(a) == char.IsSurrogate(b) ? a.CompareTo(b) : char.IsSurrogate(a) ? 1 : -1;
    }

    /// <summary>The path with control characters and lone surrogates made visible, for messages.</summary>
    public static string Printable(string value)
    {
        StringBuilder? printable = null;
        for (int i = 0; i < value.Length; i++)
        {
            char c = value[i];
            bool paired = char.IsHighSurrogate(c) && i + 1 < value.Length && char.IsLowSurrogate(value[i + 1]);
            bool pairEnd = char.IsLowSurrogate(c) && i > 0 && char.IsHighSurrogate(value[i - 1]);
            if (char.IsControl(c) || (char.IsSurrogate(c) && !paired && !pairEnd))
            {
                printable ??= new StringBuilder(value, 0, i, value.Length + 16);
                printable.Append("\\u").Append(((int)c).ToString("x4", System.Globalization.CultureInfo.InvariantCulture));
            }
            else
            {
                printable?.Append(c);
            }
        }

        return printable?.ToString() ?? value;
    }

    private static string? FindProblemSlowly(ReadOnlySpan<char> value)
    {
        for (int i = 0; i < value.Length; i++)
        {
            if (value[i] == '\0')
            {
                return "it holds the character NUL, which ends names on most systems.";
            }

            if (char.IsSurrogate(value[i]))
            {
                if (!char.IsHighSurrogate(value[i]) || i + 1 == value.Length || !char.IsLowSurrogate(value[i + 1]))
                {
                    return $"it holds a lone surrogate at index {i}, which has no UTF-8 form.";
                }

                i++;
            }
        }

        for (ReadOnlySpan<char> rest = value; ;)
        {
            int end = rest.IndexOf(StoragePath.Separator);
            ReadOnlySpan<char> segment = end < 0 ? rest : rest[..end];
            if (segment is "." or "..")
            {
                return $"the segment '{segment}' could lead out of the root; resolve it before the call.";
            }

            if (end < 0)
            {
                return null;
            }

            rest = rest[(end + 1)..];
        }
    }
}
